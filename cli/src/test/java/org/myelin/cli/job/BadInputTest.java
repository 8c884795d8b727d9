package org.myelin.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.Programs;

/**
 * Bad input to the real command. Catches: a stack trace, a hang, a wrong exit code, a message that
 * names neither file nor cause, and something half-written left behind.
 */
@Tag("process")
class BadInputTest {
  @TempDir Path folder;

  private static void assertOneLine(Programs.Outcome end, int code, String... parts) {
    assertThat(end.exitCode()).as(end.err()).isEqualTo(code);
    assertThat(end.out()).isEmpty();
    assertThat(end.err().lines()).hasSize(1);
    assertThat(end.err()).startsWith("myelin: ").doesNotContain("\tat ");
    assertThat(List.of(parts)).allSatisfy(part -> assertThat(end.err()).contains(part));
  }

  /** One line from each rank, each with the cause; the launcher adds who ended with which code. */
  private static void assertFailed(Programs.Outcome end, String... parts) {
    assertThat(end.exitCode()).as(end.err()).isEqualTo(3);
    assertThat(end.out()).isEmpty();
    assertThat(end.err()).isNotEmpty().doesNotContain("\tat ");
    assertThat(end.err().lines().filter(line -> !line.startsWith("myelin run: ")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("myelin: ").contains(parts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing-like-this",
        "demo -n 0",
        "demo -n -1",
        "demo -n four",
        "demo --gzip 10",
        "demo --gzip -1",
        "demo --chunk 0",
        "demo --launch rockets",
        "demo surplus",
        "run",
        "run -n 0 true",
        "run -n 2",
        "nwb",
        "nwb dump",
        "nwb dump --json",
        "nwb dump --json a b",
      })
  void usage(String words) throws Exception {
    Object[] arguments = Arrays.stream(words.split(" ")).filter(w -> !w.isEmpty()).toArray();
    assertOneLine(Script.run(folder, arguments), 2);
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void missingFile() throws Exception {
    assertOneLine(Script.run(folder, "nwb", "dump", "--json", "none.nwb"), 3, "none.nwb");
  }

  @Test
  void notAnHdf5File() throws Exception {
    Files.writeString(folder.resolve("text.nwb"), "not HDF5 at all\n".repeat(200));
    assertOneLine(Script.run(folder, "nwb", "dump", "--json", "text.nwb"), 3, "text.nwb");
    Files.createFile(folder.resolve("empty.nwb"));
    assertOneLine(Script.run(folder, "nwb", "dump", "--json", "empty.nwb"), 3, "empty.nwb");
    assertOneLine(Script.run(folder, "nwb", "dump", "--json", "."), 3);
  }

  @Test
  void truncatedFile() throws Exception {
    assertThat(Script.run(folder, "demo", "-n", 2, "--launch", "threads").exitCode()).isZero();
    byte[] whole = Files.readAllBytes(folder.resolve("myelin-demo.nwb"));
    for (int length : List.of(whole.length - 1, whole.length / 2, 100)) {
      Files.write(folder.resolve("short.nwb"), Arrays.copyOf(whole, length));
      assertOneLine(Script.run(folder, "nwb", "dump", "--json", "short.nwb"), 3, "short.nwb");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "threads"})
  void folderThatIsNone(String launch) throws Exception {
    Files.createFile(folder.resolve("file"));
    for (String out : List.of("missing/x.nwb", "file/x.nwb")) {
      Programs.Outcome end = Script.run(folder, "demo", "-n", 3, "--launch", launch, "--out", out);
      assertFailed(end, "x.nwb", "rank 0");
    }
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("file"));
    }
  }

  /** The root user may write anywhere but below /proc. */
  @ParameterizedTest
  @ValueSource(strings = {"local", "threads"})
  void readOnlyFolder(String launch) throws Exception {
    Path readOnly = Files.createDirectory(folder.resolve("read-only"));
    readOnly.toFile().setWritable(false);
    Path out = (Files.isWritable(readOnly) ? Path.of("/proc/self") : readOnly).resolve("x.nwb");
    assertFailed(
        Script.run(folder, "demo", "-n", 2, "--launch", launch, "--out", out), "x.nwb", "rank 0");
  }

  @Test
  void anOutputThatIsAFolder() throws Exception {
    Files.createDirectory(folder.resolve("taken.nwb"));
    assertFailed(Script.run(folder, "demo", "-n", 2, "--out", "taken.nwb"), "taken.nwb", "rank 0");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("taken.nwb"));
    }
  }

  @Test
  void wrongRankCount() throws Exception {
    Path myelin = Script.ROOT.resolve("myelin");
    Programs.Outcome end = Script.run(folder, "run", "-n", 2, myelin, "demo", "-n", 3);
    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(end.err())
        .contains("myelin: rank 0: -n is 3, the launcher started 2")
        .contains("myelin: rank 1: -n is 3, the launcher started 2");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  /** Catches: a trace that cannot be had when it is asked for. */
  @Test
  void debugShowsTheTrace() throws Exception {
    Programs.Outcome end = Script.run(folder, "nwb", "dump", "--json", "none.nwb", "--debug");
    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.err()).contains("\tat ");
  }
}
