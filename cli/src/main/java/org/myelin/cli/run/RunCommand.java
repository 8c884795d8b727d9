package org.myelin.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.mpi.launch.LocalLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin run}: copies of a command as ranks of one job, like {@code mpiexec}. */
@Command(
    name = "run",
    description = "Start N copies of a command, each a rank of one job on this machine.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Lines of the ranks' output are passed on whole. When a rank fails, the others are ended;",
      "the exit code is that of the first rank that failed."
    })
public final class RunCommand implements Callable<Integer> {
  @Option(names = "-n", paramLabel = "N", required = true, description = "Number of ranks.")
  private int ranks;

  @Option(
      names = "--transport",
      paramLabel = "shm|tcp",
      defaultValue = "shm",
      description = "What carries messages: memory shared by the ranks (default) or sockets.")
  private String transport;

  @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "Program and its arguments.")
  private List<String> command = new ArrayList<>();

  @Spec private CommandSpec spec;

  /** All words after the program belong to it, also those that look like ours. */
  public static void configure(picocli.CommandLine line) {
    line.setStopAtPositional(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (ranks < 1) {
      throw new ParameterException(spec.commandLine(), "-n is " + ranks + ": at least 1 rank");
    }
    if (!List.of("shm", "tcp").contains(transport)) {
      throw new ParameterException(
          spec.commandLine(), "--transport is " + transport + ": shm or tcp");
    }
    return LocalLauncher.of(ranks, command).environment("MYELIN_MPI_TRANSPORT", transport).run();
  }
}
