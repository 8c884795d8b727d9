package org.myelin.mpi.internal.launch;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends the ranks when the launcher is killed in a way that lets it do nothing any more. A shell
 * reads a pipe from the launcher; when the pipe ends without a farewell it ends the processes last
 * named. Ranks that use Mpi notice by themselves too; this is for programs that do not. Where there
 * is no shell, there is no watchdog.
 */
final class Watchdog implements Closeable {
  private static final String SCRIPT =
      "trap '' INT TERM HUP; p=; while read -r l; do [ \"$l\" = done ] && exit 0; p=$l; done;"
          + " [ -z \"$p\" ] && exit 0; kill -TERM $p; sleep 3; kill -KILL $p";

  private Process shell;

  Watchdog() {
    try {
      shell =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException noShell) {
      shell = null;
    }
  }

  void watch(List<Process> processes) {
    say(
        processes.stream()
            .filter(Process::isAlive)
            .map(process -> Long.toString(process.pid()))
            .collect(Collectors.joining(" ")));
  }

  private void say(String line) {
    if (shell == null) {
      return;
    }
    try {
      OutputStream out = shell.getOutputStream();
      out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException gone) {
      shell = null;
    }
  }

  @Override
  public void close() {
    say("done");
  }
}
