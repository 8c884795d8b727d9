package org.myelin.mpi.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.Info;
import org.myelin.mpi.internal.datatype.RandomType;
import org.myelin.mpi.internal.fileio.FileSystemDriver;

/**
 * Random views, hints, buffers and calls, byte by byte against a serial model. Catches: bytes lost,
 * moved or written twice by exchange, windows, sieving, locks or short reads; holes that are
 * clobbered.
 */
class RandomViewsTest {
  @TempDir Path folder;

  /**
   * One rank's view in a plan that the whole world shares: displacement, filetype, selected bytes.
   */
  private record Part(long displacement, Datatype filetype, List<Long> offsets, boolean idle) {
    long at(long stream) {
      long tile = stream / offsets.size();
      return displacement + tile * filetype.extent() + offsets.get((int) (stream % offsets.size()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void writesAndReadsMatchTheModel(int ranks) throws Exception {
    for (int round = 0; round < 40; round++) {
      long seed = System.nanoTime();
      try {
        oneRound(ranks, seed);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(ranks + " ranks, seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private void oneRound(int ranks, long seed) throws Exception {
    Random random = new Random(seed);
    Part[] parts = parts(random, ranks);
    Info info = hints(random, ranks);
    boolean together = random.nextInt(4) > 0;
    boolean readTogether = random.nextInt(4) > 0;
    byte[] before = new byte[random.nextInt(3) * random.nextInt(60_000)];
    random.nextBytes(before);
    Path path = folder.resolve("file" + ranks);
    Files.write(path, before);
    long[] starts = new long[ranks];
    byte[][] data = new byte[ranks][];
    long end = before.length;
    for (int rank = 0; rank < ranks; rank++) {
      starts[rank] = random.nextInt(3) == 0 ? 0 : random.nextInt(300);
      data[rank] =
          new byte[parts[rank].idle || random.nextInt(5) == 0 ? 0 : random.nextInt(20_000)];
      random.nextBytes(data[rank]);
      if (data[rank].length > 0) {
        end = Math.max(end, parts[rank].at(starts[rank] + data[rank].length - 1) + 1);
      }
    }
    byte[] expected = Arrays.copyOf(before, (int) end);
    for (int rank = 0; rank < ranks; rank++) {
      for (int i = 0; i < data[rank].length; i++) {
        expected[(int) parts[rank].at(starts[rank] + i)] = data[rank][i];
      }
    }
    Ranks.run(
        ranks,
        world -> {
          int me = world.rank();
          Random mine = new Random(seed + me);
          try (MpiFile file =
              MpiFile.open(world, FileSystemDriver.POSIX, path, AccessMode.READ_WRITE, info)) {
            file.setView(parts[me].displacement, Datatype.BYTE, parts[me].filetype);
            ByteBuffer[] pieces = pieces(mine, data[me]);
            long written =
                together
                    ? file.writeAtAll(starts[me], pieces).bytes()
                    : file.writeAt(starts[me], pieces).bytes();
            assertThat(written).isEqualTo(data[me].length);
            assertThat(Arrays.stream(pieces).mapToInt(ByteBuffer::remaining).sum()).isZero();
            world.barrier();
            if (me == 0) {
              sameBytes(Files.readAllBytes(path), expected, "file after " + info);
            }
            readBack(mine, file, parts[me], expected, readTogether);
          }
        });
  }

  private static void sameBytes(byte[] found, byte[] expected, String what) {
    int at = Arrays.mismatch(found, expected);
    if (at >= 0) {
      throw new AssertionError(
          String.format(
              "%s: %d of %d bytes, byte %d is %s, expected %s",
              what,
              found.length,
              expected.length,
              at,
              at < found.length ? found[at] : "missing",
              at < expected.length ? expected[at] : "none"));
    }
  }

  private static void readBack(
      Random random, MpiFile file, Part part, byte[] expected, boolean together) {
    int start = random.nextInt(200);
    byte[] wanted = new byte[random.nextInt(30_000)];
    int there = 0;
    for (int i = 0; i < wanted.length && part.at(start + i) < expected.length; i++) {
      wanted[there++] = expected[(int) part.at(start + i)];
    }
    ByteBuffer[] pieces = pieces(random, new byte[wanted.length]);
    file.seek(start, Whence.SET);
    long read = together ? file.readAll(pieces).bytes() : file.read(pieces).bytes();
    assertThat(read).isEqualTo(there);
    assertThat(file.position()).isEqualTo(start + there);
    ByteBuffer all = ByteBuffer.allocate(wanted.length);
    for (ByteBuffer piece : pieces) {
      all.put(piece.rewind().limit(piece.capacity()));
    }
    assertThat(Arrays.copyOf(all.array(), there)).isEqualTo(Arrays.copyOf(wanted, there));
  }

  private static ByteBuffer[] pieces(Random random, byte[] data) {
    int n = random.nextInt(4);
    int[] cuts = random.ints(n, 0, data.length + 1).sorted().toArray();
    ByteBuffer[] pieces = new ByteBuffer[n + 1];
    int from = 0;
    for (int i = 0; i <= n; i++) {
      int to = i < n ? cuts[i] : data.length;
      pieces[i] =
          random.nextBoolean()
              ? ByteBuffer.allocateDirect(to - from)
              : ByteBuffer.allocate(to - from);
      pieces[i].put(data, from, to - from).flip();
      from = to;
    }
    return pieces;
  }

  private static Info hints(Random random, int ranks) {
    String[] switches = {"automatic", "automatic", "enable", "disable"};
    return Info.of(
        "cb_nodes",
        "" + (1 + random.nextInt(ranks)),
        "cb_buffer_size",
        "" + (4096 << random.nextInt(6)),
        "ind_rd_buffer_size",
        "" + (4096 << random.nextInt(3)),
        "ind_wr_buffer_size",
        "" + (4096 << random.nextInt(3)),
        "romio_cb_write",
        switches[random.nextInt(4)],
        "romio_cb_read",
        switches[random.nextInt(4)],
        "romio_ds_write",
        switches[random.nextInt(4)],
        "romio_ds_read",
        switches[random.nextInt(4)]);
  }

  /** Views that never meet: either a tile dealt out in runs, or nested types side by side. */
  private static Part[] parts(Random random, int ranks) {
    Part[] parts = new Part[ranks];
    long displacement = random.nextInt(3) * random.nextInt(100);
    if (random.nextBoolean()) {
      int[] owner = new int[1 + random.nextInt(400)];
      for (int i = 0; i < owner.length; ) {
        int who = random.nextInt(ranks + 1);
        for (int n = 1 + random.nextInt(30); n > 0 && i < owner.length; n--) {
          owner[i++] = who;
        }
      }
      for (int rank = 0; rank < ranks; rank++) {
        parts[rank] = dealt(owner, rank, displacement);
      }
      return parts;
    }
    RandomType[] types = new RandomType[ranks];
    long widest = 0;
    for (int rank = 0; rank < ranks; rank++) {
      types[rank] = RandomType.basic(Datatype.BYTE);
      for (int attempt = 0; attempt < 5; attempt++) {
        RandomType made = RandomType.rising(random, 1 + random.nextInt(3));
        if (!made.offsets().isEmpty() && made.type().extent() < 2000) {
          types[rank] = made;
          break;
        }
      }
      widest =
          Math.max(widest, types[rank].type().trueLowerBound() + types[rank].type().trueExtent());
    }
    for (int rank = 0; rank < ranks; rank++) {
      Datatype spread = Datatype.resized(types[rank].type(), 0, widest * ranks);
      parts[rank] = new Part(displacement + widest * rank, spread, types[rank].offsets(), false);
    }
    return parts;
  }

  private static Part dealt(int[] owner, int rank, long displacement) {
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < owner.length; i++) {
      if (owner[i] == rank) {
        offsets.add((long) i);
      }
    }
    if (offsets.isEmpty()) {
      // Nothing is left for this rank: it reads somewhere and writes nothing.
      offsets.add(0L);
      return new Part(displacement, Datatype.resized(Datatype.BYTE, 0, 64), offsets, true);
    }
    long[] at = offsets.stream().mapToLong(offset -> offset).toArray();
    Datatype tile = Datatype.hindexedBlock(1, at, Datatype.BYTE);
    return new Part(displacement, Datatype.resized(tile, 0, owner.length), offsets, false);
  }
}
