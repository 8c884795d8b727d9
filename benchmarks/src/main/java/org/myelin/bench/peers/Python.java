package org.myelin.bench.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.myelin.bench.Contender;
import org.myelin.bench.MissingPeerException;

/** Peers in Python: h5py, pynwb. */
public final class Python {
  private static final String PROGRAM = "/usr/bin/python3";
  private static final Map<String, Boolean> MODULES = new HashMap<>();

  private Python() {}

  /**
   * Runs {@code script}, which finds {@code sys}, {@code time}, the module, and prints its figure.
   */
  public static Contender script(String module, String script, Object... args) {
    String text = "import sys, time\nimport " + module + "\n" + script;
    return () -> {
      if (!has(module)) {
        throw new MissingPeerException(module + " is not installed for " + PROGRAM);
      }
      List<String> command = new ArrayList<>(List.of(PROGRAM, "-c", text));
      Arrays.stream(args).map(Object::toString).forEach(command::add);
      return Child.figure(command);
    };
  }

  private static synchronized boolean has(String module) {
    return MODULES.computeIfAbsent(
        module,
        name -> {
          try {
            Child.output(List.of(PROGRAM, "-c", "import " + name));
            return true;
          } catch (IOException e) {
            return false;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
          }
        });
  }
}
