package org.myelin.nwb;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder with reference files and official schemas that is not part of the project: system
 * property {@code myelin.shared}, else the folder {@code shared} beside the checkout. Tests that
 * need it are skipped where it is absent.
 */
public final class Shared {
  private Shared() {}

  /** A file or folder inside; skips the test, naming it, when it is not there. */
  public static Path need(String name) {
    Path path = root().resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> path + " is not here (set -Dmyelin.shared)");
    return path;
  }

  private static Path root() {
    String given = System.getProperty("myelin.shared");
    if (given != null) {
      return Path.of(given);
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("nwb-model")) && Files.exists(p.resolve("mpi-io"))) {
        return p.resolveSibling("shared");
      }
    }
    return Path.of("shared");
  }
}
