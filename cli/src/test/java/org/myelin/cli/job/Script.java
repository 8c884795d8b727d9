package org.myelin.cli.job;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.myelin.hdf5.oracle.Programs;

/** The real command, started as a user starts it. */
final class Script {
  static final Path ROOT =
      Path.of(System.getProperty("myelin.root", "..")).toAbsolutePath().normalize();

  private static final int LIMIT_SECONDS = 120;

  private Script() {}

  /** Runs {@code ./myelin arguments…} in {@code folder}, on the JDK of this test. */
  static Programs.Outcome run(Path folder, Object... arguments) throws Exception {
    return run(folder, Map.of(), arguments);
  }

  /** The same with more environment. */
  static Programs.Outcome run(Path folder, Map<String, String> environment, Object... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("myelin").toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return execute(folder, environment, command);
  }

  /** Runs any command in {@code folder}, on the JDK of this test. */
  static Programs.Outcome execute(
      Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("myelin-job", ".out");
    Path err = Files.createTempFile("myelin-job", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(
            "no end after " + LIMIT_SECONDS + " s: " + command + "\n" + Files.readString(err));
      }
      return new Programs.Outcome(
          command, process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
