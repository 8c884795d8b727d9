package org.myelin.mpi.internal.transport.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;
import org.myelin.mpi.spi.Inbound;
import org.myelin.mpi.spi.Landing;
import org.myelin.mpi.spi.Signature;

/** The rings between two processes of a host, here in one thread. */
class RingsTest {
  private final List<Frame> frames = new ArrayList<>();
  private final List<byte[]> payloads = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  private final Inbound inbound =
      new Inbound() {
        @Override
        public Landing accept(int source, Frame frame) {
          byte[] bytes = new byte[frame.length()];
          return new Landing() {
            @Override
            public ByteBuffer buffer() {
              return ByteBuffer.wrap(bytes);
            }

            @Override
            public void landed() {
              frames.add(frame);
              payloads.add(bytes);
            }
          };
        }

        @Override
        public void lost(int source, String why) {
          lost.add(source + ": " + why);
        }
      };

  /** A ring from rank 0 to rank 1. */
  private Rings[] pair() throws IOException {
    Rings[] both = {new Rings(0, 2), new Rings(1, 2)};
    both[1].offer(0);
    both[0].open(1, both[1].address());
    both[0].start(inbound, peer -> {});
    both[1].start(inbound, peer -> {});
    return both;
  }

  private static Path folder(String address) {
    return Path.of(new String(Base64.getUrlDecoder().decode(address.split("\\.")[1])));
  }

  /** Others on the machine must not read or write messages, nor find anything after the job. */
  @Test
  void aRingFileIsPrivateAndLosesItsName() throws IOException {
    Rings[] both = pair();
    Path folder = folder(both[1].address());
    try (var files = Files.list(folder)) {
      Path file = files.findFirst().orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    for (Rings each : both) {
      each.close();
    }
    assertThat(folder).doesNotExist();
  }

  /**
   * Catches frames that lose a field, and payloads torn at the end of the ring or when it is full.
   */
  @Test
  void framesOfAllSizesArriveWholeAndInOrder() throws IOException {
    long seed = System.nanoTime();
    System.out.println("RingsTest seed " + seed);
    Random random = new Random(seed);
    Rings[] both = pair();
    List<Frame> sent = new ArrayList<>();
    List<byte[]> bytes = new ArrayList<>();
    int[] done = new int[1];
    for (int i = 0; i < 3000; i++) {
      Frame frame = frame(random);
      byte[] payload = new byte[frame.length()];
      random.nextBytes(payload);
      sent.add(frame);
      bytes.add(payload);
      both[0].send(
          1, frame, payload.length == 0 ? null : ByteBuffer.wrap(payload), () -> done[0]++);
      if (random.nextInt(3) == 0) {
        both[1].progress();
      }
    }
    while (both[0].progress() | both[1].progress()) {
      assertThat(lost).isEmpty();
    }
    assertThat(done[0]).isEqualTo(3000);
    assertThat(frames).isEqualTo(sent);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(payloads.get(i)).as("payload %d", i).isEqualTo(bytes.get(i));
    }
  }

  private static Frame frame(Random random) {
    Signature signature =
        random.nextBoolean()
            ? null
            : new Signature(random.nextLong(), (byte) 3, (byte) -2, (byte) 1, 7, random.nextLong());
    int length = random.nextInt(random.nextInt(4) == 0 ? 64 << 10 : 80);
    int tag = random.nextInt();
    if (random.nextBoolean()) {
      return new Frame(FrameType.EAGER, random.nextInt(), tag, length, length, 0, signature);
    }
    return new Frame(
        FrameType.DATA, random.nextInt(), tag, length, random.nextLong(), -1, signature);
  }

  /** Another container may have the same path for another file. */
  @Test
  void aFileOfAnotherJobIsNotOpened() throws IOException {
    Rings[] one = pair();
    Rings[] other = pair();
    String mixed = one[1].address().split("\\.")[0] + "." + other[1].address().split("\\.")[1];
    assertThatThrownBy(() -> one[0].open(1, mixed)).isInstanceOf(IOException.class);
    for (Rings[] pair : List.of(one, other)) {
      pair[0].close();
      pair[1].close();
    }
  }
}
