package org.myelin.hdf5;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;

/** Follows paths through groups and soft links. */
final class Navigator {
  /** As many soft links as one path may pass; more are a loop. */
  private static final int MAX_SOFT_LINKS = 64;

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
    Deque<String> rest = new ArrayDeque<>();
    push(rest, path);
    Node at = path.startsWith("/") ? file.root() : from;
    int soft = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (!(at instanceof Group group)) {
        return missing(must, path, at.path + " is not a group");
      }
      LinkTable.Entry e = file.engine().links(group.header, group.path).find(name);
      if (e == null) {
        return missing(must, path, group.path + " has no link '" + name + "'");
      }
      switch (e.link().type()) {
        case HARD -> {
          ObjectHeader h =
              e.target() == null ? file.engine().headers().read(e.address()) : e.target();
          at = Node.of(file, group.childPath(name), h);
        }
        case SOFT -> {
          if (++soft > MAX_SOFT_LINKS) {
            return missing(
                must,
                path,
                "more than " + MAX_SOFT_LINKS + " soft links, at last " + group.childPath(name));
          }
          push(rest, e.link().target());
          at = e.link().target().startsWith("/") ? file.root() : group;
        }
        case EXTERNAL -> {
          if (!must) {
            return Optional.empty();
          }
          throw new ExternalAccessException(
              file.path().toString(),
              "link " + group.childPath(name),
              e.link().file(),
              "this version does not follow links into other files");
        }
        default ->
            throw new UnsupportedFormatException(
                file.path()
                    + ": "
                    + group.childPath(name)
                    + " is a user-defined link, which is not supported yet");
      }
    }
    return Optional.of(at);
  }

  private Optional<Node> missing(boolean must, String path, String why) {
    if (must) {
      throw new NoSuchElementException(file.path() + ": no object at '" + path + "': " + why);
    }
    return Optional.empty();
  }

  private static void push(Deque<String> rest, String path) {
    String[] parts = path.split("/");
    for (int i = parts.length - 1; i >= 0; i--) {
      if (!parts[i].isEmpty() && !parts[i].equals(".")) {
        rest.push(parts[i]);
      }
    }
  }
}
