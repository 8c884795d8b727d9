package org.myelin.hdf5.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.Selection;

/**
 * Random inputs for the fuzzer's targets. A fuzzer finds more; this catches the target that no
 * longer works, and failures that lie near.
 */
class FuzzTargetsTest {
  private static final int ROUNDS = 20_000;

  @TempDir Path folder;

  @Test
  void filters() {
    random("filters", FilterTarget::fuzzerTestOneInput);
  }

  @Test
  void messages() {
    random("messages", MessageTarget::fuzzerTestOneInput);
  }

  @Test
  void structures() {
    random("structures", StructureTarget::fuzzerTestOneInput);
  }

  @Test
  void headers() {
    random("headers", HeaderTarget::fuzzerTestOneInput);
  }

  /** Fewer, as each is a connection. */
  @Test
  void httpReplies() {
    Random random = seeded("http replies");
    String[] ranges = {
      "bytes 0-9/10", "bytes 0-4095/*", "bytes 5-2/9", "bytes 0-4095/999999999999"
    };
    for (int i = 0; i < ROUNDS / 100; i++) {
      byte[] body = new byte[random.nextInt(100)];
      random.nextBytes(body);
      String head = random.nextBoolean() ? ranges[random.nextInt(ranges.length)] : "x\r\nETag: \"";
      HttpTarget.fuzzerTestOneInput(
          (" " + head + '\0' + new String(body, StandardCharsets.ISO_8859_1))
              .getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void files() throws IOException {
    Path file = folder.resolve("f.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Group g = f.root().createGroup("g");
      g.attributes().set("unit", "V");
      g.createDataset("d", Datatype.F64, Dataspace.of(40, 3), Layout.chunked(16, 2).deflate(1))
          .writeDoubles(Selection.all(), new double[120]);
    }
    byte[] good = Files.readAllBytes(file);
    Random random = seeded("files");
    for (int i = 0; i < ROUNDS / 10; i++) {
      byte[] bad = good.clone();
      for (int k = 1 + random.nextInt(4); k > 0; k--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      FileTarget.fuzzerTestOneInput(bad);
    }
    assertThat(good).isNotEmpty();
  }

  private static void random(String name, Consumer<byte[]> target) {
    Random random = seeded(name);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] data = new byte[random.nextInt(200)];
      random.nextBytes(data);
      for (int k = 2; k < data.length && i % 2 == 0; k++) {
        // small numbers reach farther into a structure than large ones
        data[k] = random.nextInt(3) == 0 ? data[k] : (byte) random.nextInt(4);
      }
      target.accept(data);
    }
  }

  private static Random seeded(String name) {
    long seed = System.nanoTime();
    System.out.println("fuzz " + name + ", seed " + seed);
    return new Random(seed);
  }
}
