package org.myelin.hdf5;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;

/** Looks at everything that a file holds, and tells what went wrong on the way. */
final class FileWalker {
  /** What may go wrong with a file that somebody else made. */
  private static boolean isTyped(Throwable t) {
    return t instanceof Hdf5Exception || t instanceof NoSuchElementException;
  }

  private final Set<Long> seen = new HashSet<>();
  private final Set<Long> entered = new HashSet<>();
  private final List<String> untyped = new ArrayList<>();
  private int failures;
  private int datasets;

  static FileWalker walk(Path file) {
    return walk(file.toString(), () -> Hdf5File.open(file));
  }

  static FileWalker walk(String name, Supplier<Hdf5File> opener) {
    FileWalker w = new FileWalker();
    w.attempt(
        name,
        () -> {
          try (Hdf5File f = opener.get()) {
            w.entered.add(f.root().address());
            w.group(f.root(), 0);
          }
        });
    return w;
  }

  /** Failures that are neither an {@link Hdf5Exception} nor a path that leads nowhere. */
  List<String> untyped() {
    return untyped;
  }

  int failures() {
    return failures;
  }

  int datasets() {
    return datasets;
  }

  private void group(Group g, int depth) {
    attributes(g);
    for (Link l : g.links()) {
      if (l.type() == Link.Type.HARD && !seen.add(l.address()) || depth > 30) {
        continue;
      }
      attempt(
          g.path() + "/" + l.name(),
          () -> {
            Node n = g.get(l.name());
            if (n instanceof Group child) {
              // Two soft links that lead upwards would double the walk at every level.
              if (entered.add(child.address())) {
                group(child, depth + 1);
              }
            } else {
              attributes(n);
              if (n instanceof Dataset d
                  && d.dataspace().elements() <= (1 << 22) / d.datatype().size()) {
                d.read();
                datasets++;
              }
            }
          });
    }
  }

  private void attributes(Node n) {
    attempt(
        n.path(),
        () -> {
          for (String name : n.attributes().names()) {
            attempt(n.path() + "@" + name, () -> n.attributes().get(name).value());
          }
        });
  }

  private void attempt(String where, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      failures++;
      if (!isTyped(e)) {
        StackTraceElement at = e.getStackTrace().length > 0 ? e.getStackTrace()[0] : null;
        untyped.add(where + ": " + e + " at " + at);
      }
    }
  }
}
