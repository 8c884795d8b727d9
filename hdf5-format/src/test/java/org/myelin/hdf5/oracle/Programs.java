package org.myelin.hdf5.oracle;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program to its end. */
public final class Programs {
  private static final int LIMIT_SECONDS = 300;

  private Programs() {}

  /**
   * What a program left.
   *
   * @param exitCode its exit code
   * @param out its standard output, as UTF-8
   * @param err its standard error, as UTF-8
   */
  public record Outcome(List<String> command, int exitCode, String out, String err) {
    /** Standard output, or a failed test that shows the command and standard error. */
    public String outOrFail() {
      if (exitCode != 0) {
        throw new AssertionError(
            "exit code %d from %s%n%s%s".formatted(exitCode, command, out, err));
      }
      return out;
    }
  }

  /** Runs {@code command} without input. */
  public static Outcome run(List<String> command) {
    return run(command, "");
  }

  /** Runs {@code command}, giving it {@code input} on standard input; at most five minutes. */
  public static Outcome run(List<String> command, String input) {
    try {
      Path in = Files.writeString(Files.createTempFile("myelin-in", ".txt"), input);
      Path out = Files.createTempFile("myelin-out", ".txt");
      Path err = Files.createTempFile("myelin-err", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError("no end after " + LIMIT_SECONDS + " s: " + command);
        }
        return new Outcome(List.copyOf(command), process.exitValue(), text(out), text(err));
      } finally {
        for (Path file : List.of(in, out, err)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command, e);
    }
  }

  static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Where {@code program} lies on the PATH. */
  public static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
