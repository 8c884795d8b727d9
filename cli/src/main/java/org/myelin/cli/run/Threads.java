package org.myelin.cli.run;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.myelin.cli.ExitCode;
import org.myelin.mpi.OnFailure;
import org.myelin.mpi.RankFailedException;
import org.myelin.mpi.launch.ThreadLauncher;

/** A program whose ranks are threads. */
final class Threads {
  private Threads() {}

  /** Runs a class with its arguments; a failure of the program is told as the JVM tells it. */
  static int run(int ranks, OnFailure then, String classPath, List<String> command) {
    String path = classPath != null ? classPath : System.getenv().getOrDefault("CLASSPATH", ".");
    List<Path> entries =
        Arrays.stream(path.split(File.pathSeparator))
            .filter(e -> !e.isEmpty())
            .map(Path::of)
            .toList();
    String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
    try {
      ThreadLauncher.of(ranks, entries, command.get(0)).onFailure(then).run(arguments);
      return ExitCode.FINE;
    } catch (RankFailedException failed) {
      if (failed.getCause() == null) {
        throw failed;
      }
      System.err.print("Exception in rank " + failed.failedRank() + ": ");
      failed.getCause().printStackTrace();
      return 1;
    }
  }
}
