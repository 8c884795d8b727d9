package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.Tool;

/**
 * Catches text that is not, byte for byte, what h5dump prints of the same file. Counted are the
 * files of others that h5dump itself prints without an error; docs/dump.md names those that differ
 * and why.
 */
@Tag("process")
@Timeout(600)
class CorpusDdlTest {
  /** Shares of the files that must agree; they go up with what we can read, never down. */
  private static final double FLOOR_HEADERS = 0.99;

  private static final double FLOOR_DATA = 0.97;

  /** Longer output is left out: 20 MiB. */
  private static final int MOST = 20 << 20;

  /** Files whose data is compared in a run that is not a long one. */
  private static final int SAMPLE = 200;

  private static Path corpus;

  @BeforeAll
  static void find() {
    corpus =
        Path.of(System.getProperty("myelin.shared", "../../shared"))
            .resolve("corpus/hdf5")
            .toAbsolutePath();
    Assumptions.assumeTrue(
        Files.isDirectory(corpus), "no corpus at " + corpus + " (property myelin.shared)");
    Tool.H5DUMP.assumeAvailable();
  }

  @Test
  void headersAreTheSame() throws IOException {
    compare(files(), DdlOptions.DEFAULT.headersOnly(), FLOOR_HEADERS, "-H");
  }

  @Test
  void propertiesAreTheSame() throws IOException {
    List<String> some = sample(files(), 11);
    compare(some, DdlOptions.DEFAULT.headersOnly().withProperties(), 0.98, "-H", "-p");
  }

  @Test
  void dataOfASampleIsTheSame() throws IOException {
    compare(sample(files(), 7), DdlOptions.DEFAULT, FLOOR_DATA);
  }

  @Test
  @Tag("long")
  void dataIsTheSame() throws IOException {
    compare(files(), DdlOptions.DEFAULT, FLOOR_DATA);
  }

  private static List<String> files() throws IOException {
    return Files.readAllLines(corpus.resolve("index.tsv")).stream()
        .map(line -> line.split("\t"))
        .filter(row -> row[1].equals("data"))
        .map(row -> row[0])
        .toList();
  }

  private static List<String> sample(List<String> files, int seed) {
    List<String> some = new ArrayList<>(files);
    Collections.shuffle(some, new Random(seed));
    System.out.println("files drawn with seed " + seed);
    return some.subList(0, Math.min(SAMPLE, some.size()));
  }

  private static void compare(
      List<String> files, DdlOptions options, double floor, String... arguments)
      throws IOException {
    int printed = 0;
    List<String> different = new ArrayList<>();
    for (String file : files) {
      Path path = corpus.resolve(file);
      byte[] theirs = h5dump(path, arguments);
      if (theirs != null) {
        printed++;
        if (!new String(theirs, StandardCharsets.ISO_8859_1).equals(ours(path, options))) {
          different.add(file);
        }
      }
    }
    String result =
        "%s: %d of %d files alike (%.1f %%), different: %s"
            .formatted(
                String.join(" ", arguments),
                printed - different.size(),
                printed,
                100.0 * (printed - different.size()) / printed,
                different);
    System.out.println(result);
    assertThat((double) (printed - different.size())).as(result).isGreaterThan(floor * printed);
  }

  /** What h5dump prints; null if it fails or takes more than its time or size. */
  private static byte[] h5dump(Path file, String... arguments) throws IOException {
    Path out = Files.createTempFile("myelin-ddl", ".txt");
    try {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("/bin/sh", "-c"));
      // in the file's folder, as that is where links and raw data are looked for
      command.add(
          "ulimit -f %d; out=$1; cd \"$2\"; shift 2; exec timeout 20 h5dump \"$@\" > \"$out\""
              .formatted(MOST / 512));
      command.addAll(List.of("sh", out.toString(), file.getParent().toString()));
      command.addAll(List.of(arguments));
      command.add(file.getFileName().toString());
      return Programs.run(command).exitCode() == 0 ? Files.readAllBytes(out) : null;
    } finally {
      Files.delete(out);
    }
  }

  private static String ours(Path file, DdlOptions options) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream capped =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] b, int from, int length) throws IOException {
            if (bytes.size() + length > MOST) {
              throw new IOException("more than " + MOST + " bytes");
            }
            bytes.write(b, from, length);
          }
        };
    try {
      Hdf5Dump.writeDdl(
          file,
          FileOptions.DEFAULT.withExternal(ExternalAccess.inside(file.getParent())),
          options,
          capped,
          line -> {});
    } catch (Hdf5Exception | IOException e) {
      return e.getMessage();
    }
    // h5dump was given the name without its folder
    return bytes.toString(StandardCharsets.ISO_8859_1).replaceFirst("^HDF5 \"[^\n]*/", "HDF5 \"");
  }
}
