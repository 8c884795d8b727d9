package org.myelin.hdf5.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A Python that has h5py loaded and forks for each script: a new process each time, without the
 * third of a second that loading takes. Ends with the JVM, when its standard input does.
 */
final class PythonServer {
  private static final int LIMIT_SECONDS = 300;

  /**
   * Reads lines of parts parted by tabs: script, standard output, standard error, arguments. Names
   * and arguments are written as hexadecimal UTF-8, as they may hold anything. The script's process
   * ends as any Python does, so that libhdf5 closes what is open.
   */
  private static final String SERVER =
      """
      import os, sys, signal
      import json, h5py, numpy as np
      def serve():
          for line in sys.stdin:
              parts = [os.fsdecode(bytes.fromhex(p)) for p in line.rstrip('\\n').split('\\t')]
              child = os.fork()
              if child == 0:
                  return parts
              status = os.waitpid(child, 0)[1]
              print(os.WTERMSIG(status) + 128 if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), flush=True)
          sys.exit(0)
      parts = serve()
      signal.alarm(%d)
      for number, name in ((0, os.devnull), (1, parts[1]), (2, parts[2])):
          os.dup2(os.open(name, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_TRUNC), number)
      sys.argv = ['-c'] + parts[3:]
      with open(parts[0], encoding='utf-8') as script:
          text = script.read()
      exec(compile(text, 'frame', 'exec'), {'__name__': '__main__'})
      """
          .formatted(LIMIT_SECONDS);

  private static final Queue<PythonServer> IDLE = new ConcurrentLinkedQueue<>();

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  private PythonServer() throws IOException {
    process =
        new ProcessBuilder(Tool.H5PY.program(), "-c", SERVER)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Runs a script with these arguments; as many at once as there are callers. */
  static Programs.Outcome run(String script, List<String> args) {
    try {
      PythonServer server = IDLE.poll();
      if (server == null || !server.process.isAlive()) {
        server = new PythonServer();
      }
      Programs.Outcome outcome = server.answer(script, args);
      IDLE.add(server);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Programs.Outcome answer(String script, List<String> args) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      for (String kind : List.of("script", "out", "err")) {
        files.add(Files.createTempFile("myelin-" + kind, ".txt"));
      }
      Files.writeString(files.get(0), script);
      List<String> parts = new ArrayList<>();
      files.forEach(p -> parts.add(hex(p.toString())));
      args.forEach(a -> parts.add(hex(a)));
      requests.write(String.join("\t", parts) + "\n");
      requests.flush();
      String code = answers.readLine();
      if (code == null) {
        throw new AssertionError("the Python that runs h5py ended");
      }
      return new Programs.Outcome(
          List.of(Tool.H5PY.program(), args.toString()),
          Integer.parseInt(code),
          Programs.text(files.get(1)),
          Programs.text(files.get(2)));
    } finally {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String hex(String s) {
    StringBuilder b = new StringBuilder();
    for (byte x : s.getBytes(StandardCharsets.UTF_8)) {
      b.append(Character.forDigit(x >> 4 & 15, 16)).append(Character.forDigit(x & 15, 16));
    }
    return b.toString();
  }
}
