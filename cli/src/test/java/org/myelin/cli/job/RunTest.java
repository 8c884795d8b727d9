package org.myelin.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.Programs;

/** {@code myelin run}: catches lost output, swallowed exit codes, ranks left running. */
@Tag("process")
class RunTest {
  @TempDir Path folder;

  @Test
  void forwardsOutputAndErrors() throws Exception {
    Programs.Outcome end =
        Script.run(folder, "run", "-n", 3, "sh", "-c", "echo out; echo err >&2; pwd");
    assertThat(end.exitCode()).isZero();
    assertThat(end.out().lines().filter("out"::equals)).hasSize(3);
    assertThat(end.out().lines().filter(folder.toRealPath().toString()::equals)).hasSize(3);
    assertThat(end.err().lines().filter("err"::equals)).hasSize(3);
  }

  @Test
  void aFailureEndsTheOthersAndIsTheExitCode() throws Exception {
    long start = System.nanoTime();
    Programs.Outcome end =
        Script.run(
            folder, "run", "-n", 3, "sh", "-c", "mkdir first 2>/dev/null && exit 7; exec sleep 60");
    assertThat(end.exitCode()).isEqualTo(7);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
  }

  @Test
  void aCommandThatIsNotThere() throws Exception {
    Programs.Outcome end = Script.run(folder, "run", "-n", 2, "no-such-command");
    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.err()).contains("no-such-command").doesNotContain("\tat ");
  }

  @Test
  void manyLinesArriveWhole() throws Exception {
    Programs.Outcome end =
        Script.run(
            folder,
            "run",
            "-n",
            2,
            "sh",
            "-c",
            "i=0; while [ $i -lt 2000 ]; do echo line $i end; " + "i=$((i+1)); done");
    assertThat(end.out().lines()).hasSize(4000).allMatch(l -> l.matches("line \\d+ end"));
    IntStream.of(0, 999, 1999)
        .forEach(
            i ->
                assertThat(end.out().lines().filter(l -> l.equals("line " + i + " end")))
                    .hasSize(2));
  }
}
