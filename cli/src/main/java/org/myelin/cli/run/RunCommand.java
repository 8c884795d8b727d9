package org.myelin.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.cli.ExitCode;
import org.myelin.mpi.OnFailure;
import org.myelin.mpi.launch.Launchers;
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
    description = {
      "Start N copies of a command, each a rank of one job on this machine.",
      "With --transport threads, COMMAND is a class with a main method, and ranks are threads of",
      "one JVM that each load the program on their own."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Lines of the ranks' output are passed on whole. When a rank fails, the others are ended;",
      "the exit code is that of the first rank that failed."
    })
public final class RunCommand implements Callable<Integer> {
  @Option(names = "-n", paramLabel = "N", description = "Number of ranks.")
  private Integer ranks;

  @Option(
      names = "--explain",
      description = "Say which launcher started this process, and end; starts nothing.")
  private boolean explain;

  @Option(
      names = "--transport",
      paramLabel = "shm|tcp|threads",
      defaultValue = "shm",
      description =
          "What carries messages: memory shared by the ranks (default) or sockets; or ranks are"
              + " threads.")
  private String transport;

  @Option(
      names = "--on-failure",
      paramLabel = "end|continue",
      defaultValue = "end",
      description =
          "When a rank has failed, end the others after a moment (default), or let them go on.")
  private String onFailure;

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      description =
          "For threads: folders and jars of the program (default: CLASSPATH, else this folder).")
  private String classPath;

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Program and its arguments.")
  private List<String> command = new ArrayList<>();

  @Spec private CommandSpec spec;

  /** All words after the program belong to it, also those that look like ours. */
  public static void configure(picocli.CommandLine line) {
    line.setStopAtPositional(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (explain) {
      Launchers.explain().forEach(System.out::println);
      return ExitCode.FINE;
    }
    if (ranks == null || command.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "needs -n N and COMMAND");
    }
    if (ranks < 1) {
      throw new ParameterException(spec.commandLine(), "-n is " + ranks + ": at least 1 rank");
    }
    if (!List.of("shm", "tcp", "threads").contains(transport)) {
      throw new ParameterException(
          spec.commandLine(), "--transport is " + transport + ": shm, tcp or threads");
    }
    if (!List.of("end", "continue").contains(onFailure)) {
      throw new ParameterException(
          spec.commandLine(), "--on-failure is " + onFailure + ": end or continue");
    }
    OnFailure then = onFailure.equals("end") ? OnFailure.END : OnFailure.CONTINUE;
    if (transport.equals("threads")) {
      return Threads.run(ranks, then, classPath, command);
    }
    if (classPath != null) {
      throw new ParameterException(
          spec.commandLine(), "--class-path is for --transport threads only");
    }
    return LocalLauncher.of(ranks, command)
        .environment("MYELIN_MPI_TRANSPORT", transport)
        .onFailure(then)
        .run();
  }
}
