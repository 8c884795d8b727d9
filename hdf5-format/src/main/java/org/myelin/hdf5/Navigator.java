package org.myelin.hdf5;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;

/** Follows paths through groups, soft links, and links into other files. */
final class Navigator {
  /** As many soft and external links as one path may pass; more are a loop. */
  private static final int MAX_LINKS = 64;

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
    int followed = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (!(at instanceof Group group)) {
        return missing(must, path, at.path + " is not a group");
      }
      Hdf5File in = group.file;
      LinkTable.Entry e = in.engine().links(group.header, group.path).find(name);
      if (e == null) {
        return missing(must, path, group.path + " has no link '" + name + "'");
      }
      switch (e.link().type()) {
        case HARD -> {
          ObjectHeader h =
              e.target() == null ? in.engine().headers().read(e.address()) : e.target();
          at = Node.of(in, group.childPath(name), h);
        }
        case SOFT -> {
          if (++followed > MAX_LINKS) {
            return missing(must, path, tooMany(group, name));
          }
          push(rest, e.link().target());
          at = e.link().target().startsWith("/") ? in.root() : group;
        }
        case EXTERNAL -> {
          if (++followed > MAX_LINKS) {
            return missing(must, path, tooMany(group, name));
          }
          String what = "external link " + group.childPath(name);
          Optional<Hdf5File> other = in.linked(what, e.link().file());
          if (other.isEmpty()) {
            return missing(must, path, what + " names file '" + e.link().file() + "': none there");
          }
          push(rest, e.link().target());
          at = other.get().root();
        }
        default ->
            throw new UnsupportedFormatException(
                in.path()
                    + ": "
                    + group.childPath(name)
                    + " is a link of user-defined class "
                    + e.link().linkClass()
                    + ", whose meaning only its application knows");
      }
    }
    return Optional.of(at);
  }

  private static String tooMany(Group group, String name) {
    return "more than "
        + MAX_LINKS
        + " soft and external links one after the other, at last "
        + group.childPath(name);
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
