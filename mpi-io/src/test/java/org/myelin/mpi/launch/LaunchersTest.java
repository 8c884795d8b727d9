package org.myelin.mpi.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.mpi.internal.launch.Managers;

/**
 * The same program under other launchers: real ones where they are installed, and the variables of
 * those that cannot run here.
 */
@Timeout(120)
class LaunchersTest {
  private static final String OPENED = "--add-opens=java.base/java.io=ALL-UNNAMED";

  @TempDir private Path folder;

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  private static List<String> java(String... flags) {
    List<String> command = new ArrayList<>(List.of(LocalLauncherTest.java(Program.class, "work")));
    command.addAll(1, Arrays.asList(flags));
    return command;
  }

  private Process start(String out, Map<String, String> variables, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(out).toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.environment().putAll(variables);
    return builder.start();
  }

  private String end(String out, Process process) throws Exception {
    boolean ended = process.waitFor(100, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(folder.resolve(out));
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private void under(String launcher, List<String> start, List<String> program) throws Exception {
    assumeTrue(
        installed(launcher) || "1".equals(System.getenv("MYELIN_REQUIRE_TOOLS")),
        launcher + " is not installed");
    List<String> command = new ArrayList<>(start);
    command.addAll(program);
    Map<String, String> root =
        Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
    assertThat(end("out", start("out", root, command)).lines())
        .containsExactlyInAnyOrder(expected(3));
  }

  private static String[] expected(int ranks) {
    int sum = ranks * (ranks - 1) / 2;
    return IntStream.range(0, ranks)
        .mapToObj(rank -> "rank " + rank + " of " + ranks + " sum " + sum)
        .toArray(String[]::new);
  }

  @Test
  void mpichsMpiexecByItsInheritedSocket() throws Exception {
    under("mpiexec.mpich", List.of("mpiexec.mpich", "-n", "3"), java(OPENED));
  }

  @Test
  void mpichsMpiexecByItsPort() throws Exception {
    under("mpiexec.mpich", List.of("mpiexec.mpich", "-pmi-port", "-n", "3"), java());
  }

  @Test
  void openMpisMpirun() throws Exception {
    under("mpiexec.openmpi", List.of("mpiexec.openmpi", "--oversubscribe", "-n", "3"), java());
  }

  /** The variables that srun --mpi=none sets; there is no Slurm to ask. */
  @Test
  void slurmByItsVariables() throws Exception {
    byVariables(
        rank ->
            Map.of(
                "SLURM_PROCID", "" + rank,
                "SLURM_STEP_NUM_TASKS", "3",
                "SLURM_STEP_NUM_NODES", "1",
                "SLURM_JOB_ID", "test" + ProcessHandle.current().pid(),
                "SLURM_STEP_ID", "0"));
  }

  /** What an Indexed Job's pods get; there is no cluster to ask. */
  @Test
  void kubernetesByItsVariables() throws Exception {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, Base64.getEncoder().encodeToString(new byte[32]) + "\n");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    byVariables(
        rank ->
            Map.of(
                "JOB_COMPLETION_INDEX",
                "" + rank,
                "MYELIN_SIZE",
                "3",
                "MYELIN_ROOT",
                "localhost:" + port,
                "MYELIN_SECRET_FILE",
                secret.toString()));
  }

  private void byVariables(IntFunction<Map<String, String>> variables) throws Exception {
    Process[] ranks = new Process[3];
    for (int rank = 2; rank >= 0; rank--) {
      ranks[rank] = start("out" + rank, variables.apply(rank), java());
    }
    List<String> lines = new ArrayList<>();
    for (int rank = 0; rank < 3; rank++) {
      lines.add(end("out" + rank, ranks[rank]).strip());
    }
    assertThat(lines).containsExactly(expected(3));
  }

  /** Catches a batch script, or a shell beside a job, that is taken for a rank. */
  @Test
  void onlyRanksAreTakenForRanks() {
    assertThat(Managers.launched(Map.of("SLURM_PROCID", "0", "SLURM_NTASKS", "4"))).isFalse();
    assertThat(Managers.launched(Map.of("PMIX_NAMESPACE", "x"))).isFalse();
    Map<String, String> mpirun =
        Map.of("OMPI_COMM_WORLD_RANK", "1", "OMPI_COMM_WORLD_SIZE", "2", "PMI_FD", "7");
    assertThat(Managers.explain(mpirun)).last().asString().contains("pmi");
    Map<String, String> chosen =
        Map.of(
            "OMPI_COMM_WORLD_RANK", "1",
            "OMPI_COMM_WORLD_SIZE", "2",
            "PMI_FD", "7",
            "MYELIN_MPI_LAUNCHER", "mpirun");
    assertThat(Managers.explain(chosen)).last().asString().contains("mpirun");
    assertThat(Managers.explain(chosen)).anyMatch(line -> line.contains("rank 1 of 2"));
  }
}
