package org.myelin.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.bench.Contender;

/** Peers in Java, each round in a JVM of its own that warms up before it measures. */
public final class Jvm {
  private Jvm() {}

  /** Runs {@code main}, which prints its figure. */
  public static Contender main(Class<?> main, Object... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Arrays.stream(args).map(Object::toString).forEach(command::add);
    return () -> Child.figure(command);
  }
}
