package org.myelin.bench.peers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.myelin.bench.MissingPeerException;

/** A peer as a process of its own; it times itself and prints the figure on a line of its own. */
public final class Child {
  private Child() {}

  /** The last figure that {@code command} prints. */
  public static double figure(List<String> command) throws IOException, InterruptedException {
    // Not the last line: some peers have last words about themselves.
    String out = output(command);
    return out.lines()
        .map(String::strip)
        .filter(line -> line.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?"))
        .mapToDouble(Double::parseDouble)
        .reduce((first, last) -> last)
        .orElseThrow(() -> new IOException("no figure from " + command + ": " + out));
  }

  /** All that {@code command} prints; its failure is ours. */
  static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("exit code " + code + " from " + command + ": " + out);
    }
    return out;
  }

  /** Where {@code program} lies on the PATH. */
  static Path onPath(String program, String advice) throws MissingPeerException {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new MissingPeerException(program + " is not on the PATH: " + advice));
  }
}
