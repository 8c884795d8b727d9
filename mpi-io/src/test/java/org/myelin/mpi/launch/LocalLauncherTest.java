package org.myelin.mpi.launch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.mpi.MpiException;

/** Real processes: output, exit codes, failures, and nothing left behind. */
@Timeout(300)
class LocalLauncherTest {
  private static final Path NOTHING = Path.of("/dev/null");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  static String[] java(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return command.toArray(new String[0]);
  }

  private LocalLauncher launcher(int ranks, String... args) {
    return LocalLauncher.of(ranks, java(Program.class, args))
        .input(Redirect.from(NOTHING.toFile()))
        .output(new PrintStream(out), new PrintStream(err));
  }

  private int run(int ranks, String... args) throws InterruptedException {
    return launcher(ranks, args).run();
  }

  @Test
  void processesTalkToEachOther() throws Exception {
    assertThat(run(3, "work")).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .containsExactlyInAnyOrder("rank 0 of 3 sum 3", "rank 1 of 3 sum 3", "rank 2 of 3 sum 3");
    assertThat(err.toString()).isEmpty();
  }

  /** Catches processes of one host that talk over sockets without being told to. */
  @Test
  void processesOfAHostShareMemoryUnlessToldOtherwise() throws Exception {
    assertThat(run(3, "transport")).as(err.toString()).isZero();
    assertThat(out.toString().lines()).containsOnly("shm");
    out.reset();
    assertThat(launcher(2, "transport").environment("MYELIN_MPI_TRANSPORT", "tcp").run()).isZero();
    assertThat(out.toString().lines()).containsOnly("tcp");
  }

  @Test
  void oneRankIsAJobToo() throws Exception {
    assertThat(run(1, "work")).isZero();
    assertThat(out.toString()).isEqualTo("rank 0 of 1 sum 0\n");
  }

  /** Two ranks that write at once: a line must be one rank's. */
  @Test
  void linesAreNotTorn() throws Exception {
    assertThat(run(3, "lines", "3000")).isZero();
    for (String text : List.of(out.toString(), err.toString())) {
      assertThat(text.lines().count()).isEqualTo(9000);
      assertThat(text.lines())
          .allMatch(line -> line.matches("0{150}|1{151}|2{152}"), "a whole line of one rank");
    }
  }

  @Test
  void theFirstExitCodeThatIsNotZeroIsReturned() throws Exception {
    assertThat(run(3, "exit", "5")).isEqualTo(5);
    assertThat(err.toString()).contains("rank 1 ended with exit code 5");
  }

  @Test
  void onlyRankZeroReadsStandardInput() throws Exception {
    Path input = Files.writeString(folder.resolve("in"), "hello\n");
    assertThat(launcher(2, "echo").input(Redirect.from(input.toFile())).run()).isZero();
    assertThat(out.toString().lines())
        .containsExactlyInAnyOrder("rank 0 read [hello]", "rank 1 read []");
  }

  @Test
  @Timeout(100)
  void aRankThatThrowsEndsTheJobAndIsNamed() throws Exception {
    assertThat(run(3, "throw")).isIn(1, 3);
    assertThat(err.toString()).contains("rank one is unwell");
    assertThat(out.toString().lines().filter(line -> line.startsWith("rank said")))
        .hasSize(2)
        .allMatch(line -> line.contains("barrier") && line.contains("rank 1"));
  }

  @Test
  @Timeout(100)
  void aRankThatVanishesInsideACallIsNamed() throws Exception {
    assertThat(run(3, "exit-in-call")).isEqualTo(7);
    assertThat(out.toString().lines().filter(line -> line.startsWith("rank said")))
        .hasSize(2)
        .allMatch(line -> line.contains("rank 1") && line.contains("recv(source 1, tag 3)"));
  }

  @Test
  @Timeout(100)
  void abortEndsAllWithItsCode() throws Exception {
    assertThat(run(3, "abort")).isIn(9, 3);
    assertThat(out.toString().lines().filter(line -> line.startsWith("rank said")))
        .hasSize(2)
        .allMatch(line -> line.contains("rank 1") && line.contains("enough"));
  }

  @Test
  @Timeout(100)
  void differentCollectiveCallsFailEverywhere() throws Exception {
    assertThat(run(3, "mismatch")).isEqualTo(3);
    assertThat(out.toString().lines().filter(line -> line.startsWith("rank said")))
        .hasSize(3)
        .allMatch(line -> line.contains("MAX") && line.contains("SUM"));
  }

  @Test
  @Timeout(100)
  void aRankThatNeverStartsMpiDoesNotHoldUpTheOthers() throws Exception {
    assertThat(run(2, "never-init")).isEqualTo(3);
    assertThat(out.toString()).contains("rank 1").contains("before all ranks had started");
  }

  @Test
  void initTwiceIsRefused() throws Exception {
    assertThat(run(2, "init-twice")).isZero();
    assertThat(out.toString()).contains("rank 0 has called Mpi.init before");
  }

  @Test
  void aCommandThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> LocalLauncher.of(2, "/no/such/program").run())
        .isInstanceOf(MpiException.class)
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void misuseIsRefused() {
    assertThatThrownBy(() -> LocalLauncher.of(0, "true"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LocalLauncher.of(2, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Timeout(150)
  void aKilledRankEndsTheJob() throws Exception {
    CompletableFuture<Integer> code = runLater(3);
    kill("-KILL", pid(1));
    assertThat(code.get(10, SECONDS)).isIn(137, 3);
    assertThat(out.toString())
        .contains("rank said: rank 0")
        .contains("rank said: rank 2")
        .contains("rank 1 failed");
  }

  /** A stopped rank is not a dead one: the others wait, and go on when it does. */
  @Test
  @Timeout(150)
  void aStoppedRankIsWaitedFor() throws Exception {
    CompletableFuture<Integer> code = runLater(3);
    long stopped = pid(1);
    kill("-STOP", stopped);
    Files.createFile(folder.resolve("go"));
    Thread.sleep(1500);
    assertThat(code.isDone()).isFalse();
    kill("-CONT", stopped);
    assertThat(code.get(10, SECONDS)).isZero();
    assertThat(out.toString()).contains("rank 1 went on");
  }

  @Test
  @Timeout(200)
  void ranksEndWhenTheLauncherIsKilled() throws Exception {
    assertNoOrphans("-KILL", java(Program.class, "wait", folder.toString()), false);
  }

  /** The watchdog is a second line; a rank that uses Mpi must notice without it. */
  @Test
  @Timeout(200)
  void ranksNoticeByThemselvesThatTheLauncherIsGone() throws Exception {
    assertNoOrphans("-KILL", java(Program.class, "wait", folder.toString()), true);
  }

  @Test
  @Timeout(200)
  void ranksEndWhenTheLauncherIsTerminated() throws Exception {
    assertNoOrphans("-TERM", java(Program.class, "wait", folder.toString()), false);
  }

  /** Programs that know nothing of MPI cannot notice by themselves. */
  @Test
  @Timeout(200)
  void otherProgramsEndWhenTheLauncherIsKilled() throws Exception {
    String script = "echo $$ > " + folder + "/pid-$MYELIN_RANK; exec sleep 60";
    assertNoOrphans("-KILL", new String[] {"sh", "-c", script}, false);
  }

  private void assertNoOrphans(String signal, String[] command, boolean watchdogToo)
      throws Exception {
    List<String> launch = new ArrayList<>(List.of(java(LaunchMain.class, "3")));
    launch.addAll(List.of(command));
    Process launcher =
        new ProcessBuilder(launch)
            .redirectInput(NOTHING.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    List<Long> pids = List.of(pid(0), pid(1), pid(2));
    if (watchdogToo) {
      List<ProcessHandle> others =
          launcher.children().filter(child -> !pids.contains(child.pid())).toList();
      assertThat(others).hasSize(1);
      kill("-KILL", others.get(0).pid());
    }
    kill(signal, launcher.pid());
    launcher.waitFor();
    long end = System.nanoTime() + 10_000_000_000L;
    for (long pid : pids) {
      while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
        assertThat(System.nanoTime()).as("rank with pid " + pid + " is left").isLessThan(end);
        Thread.sleep(50);
      }
    }
  }

  private CompletableFuture<Integer> runLater(int ranks) {
    LocalLauncher launcher = launcher(ranks, "wait", folder.toString());
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                code.complete(launcher.run());
              } catch (Throwable failed) {
                code.completeExceptionally(failed);
              }
            });
    thread.start();
    return code;
  }

  private long pid(int rank) throws IOException, InterruptedException {
    Path file = folder.resolve("pid-" + rank);
    while (!Files.exists(file) || Files.size(file) == 0) {
      Thread.sleep(20);
    }
    return Long.parseLong(Files.readString(file).strip());
  }

  private static void kill(String signal, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
  }
}
