package org.myelin.mpi.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.mpi.launch.LocalLauncher;

/** Files shared by processes, where memory is not shared and only the system's locks keep order. */
@Timeout(300)
class ProcessFilesTest {
  private static final int RANKS = 3;

  @TempDir Path folder;

  private List<String> run(String task, Path path) throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FileProgram.class.getName(), task, path.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        LocalLauncher.of(RANKS, command.toArray(String[]::new))
            .input(Redirect.from(Path.of("/dev/null").toFile()))
            .output(new PrintStream(out), new PrintStream(err))
            .run();
    assertThat(code).as(err.toString()).isZero();
    return out.toString().lines().sorted().toList();
  }

  // Catches: an exchange that works in shared memory only; sieving whose locks do not reach beyond
  // this
  // process, so that one rank writes back what another has changed meanwhile.
  @ParameterizedTest
  @ValueSource(strings = {"together", "alone"})
  void interleavedWritesOfProcessesAllArrive(String task) throws Exception {
    Path path = folder.resolve("shared");
    assertThat(run(task, path)).containsExactly("0 same true", "1 same true", "2 same true");
    byte[] found = Files.readAllBytes(path);
    assertThat(found).hasSize(FileProgram.EACH * RANKS);
    for (int i = 0; i < found.length; i++) {
      int row = i / (FileProgram.BLOCK * RANKS);
      int rank = i / FileProgram.BLOCK % RANKS;
      int at = row * FileProgram.BLOCK + i % FileProgram.BLOCK;
      if (found[i] != FileProgram.value(rank, at)) {
        throw new AssertionError("byte " + i + " of rank " + rank + " is wrong");
      }
    }
  }

  @Test
  void aMissingFileIsTheSameErrorInEveryProcess() throws Exception {
    Path path = folder.resolve("missing");
    String text = " got NO_SUCH_FILE rank 0: open " + path + ": no such file or folder";
    assertThat(run("missing", path)).containsExactly("0" + text, "1" + text, "2" + text);
  }
}
