package org.myelin.hdf5.internal.diff;

import java.util.List;

/** Paths that are left out; once one has turned out to be a group's, also what lies below it. */
final class Exclusions {
  private static final class Path {
    final String path;
    boolean group;

    Path(String path) {
      this.path = path;
    }
  }

  private final List<Path> paths;

  Exclusions(List<String> paths) {
    this.paths = paths.stream().map(Path::new).toList();
  }

  boolean isEmpty() {
    return paths.isEmpty();
  }

  /** Whether to leave this out; groups come before what is in them. */
  boolean excludes(String path, ObjectKind kind) {
    for (Path p : paths) {
      if (p.group) {
        if (path.startsWith(p.path + "/")) {
          return true;
        }
      } else if (p.path.equals(path)) {
        p.group = kind == ObjectKind.GROUP;
        return true;
      }
    }
    return false;
  }
}
