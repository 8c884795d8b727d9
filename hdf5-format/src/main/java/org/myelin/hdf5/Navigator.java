package org.myelin.hdf5;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.myelin.hdf5.internal.file.PathWalk;

/** Turns what a path leads to into public objects. */
final class Navigator {
  private final Hdf5File file;

  Navigator(Hdf5File file) {
    this.file = file;
  }

  Optional<Node> find(Group from, String path) {
    return walk(from, path, false);
  }

  Node get(Group from, String path) {
    return walk(from, path, true).orElseThrow();
  }

  <T extends Node> T get(Group from, String path, Class<T> wanted) {
    Node n = get(from, path);
    if (!wanted.isInstance(n)) {
      throw new IllegalArgumentException(
          file.path()
              + ": "
              + n.path
              + " is a "
              + n.getClass().getSimpleName()
              + ", not a "
              + wanted.getSimpleName());
    }
    return wanted.cast(n);
  }

  private Optional<Node> walk(Group from, String path, boolean must) {
    file.engine().checkOpen();
    PathWalk walk = PathWalk.follow(file.engine(), from.header, from.path, path);
    if (must && walk.missing() != null) {
      throw new NoSuchElementException(
          file.path() + ": no object at '" + path + "': " + walk.missing());
    }
    return walk.found()
        .map(
            found -> {
              Hdf5File in = found.opener() == null ? file : file.linked(found.opener());
              return found.path().equals("/")
                  ? in.root()
                  : Node.of(in, found.path(), found.header());
            });
  }
}
