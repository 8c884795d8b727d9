package org.myelin.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.bench.Contender;

/** Our own side of a workload that needs several processes, started as a user would. */
public final class Ranks {
  private Ranks() {}

  /** Runs {@code main} with {@code ranks} local processes; rank 0 prints the figure. */
  public static Contender processes(int ranks, Class<?> main, Object... args) {
    return processes(List.of(), ranks, main, args);
  }

  /** The same with {@code options} of {@code myelin run}. */
  public static Contender processes(
      List<String> options, int ranks, Class<?> main, Object... args) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java, "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.addAll(List.of("org.myelin.cli.Myelin", "run", "-n", Integer.toString(ranks)));
    command.addAll(options);
    command.addAll(List.of(java, "-cp", classPath, main.getName()));
    Arrays.stream(args).map(Object::toString).forEach(command::add);
    return () -> Child.figure(command);
  }
}
