package org.myelin.hdf5.internal.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** Finds an object by its path from a root, through soft links and into other files. */
final class PathWalk {
  /** As many soft and external links as one path may pass; more are a loop. */
  private static final int MAX_LINKS = 64;

  /** An object and the file that it is in. */
  record Found(OpenFile file, ObjectHeader header, String path) {}

  private final Deque<String> rest = new ArrayDeque<>();
  private Found at;
  private int followed;

  private PathWalk(OpenFile file) {
    at = root(file);
  }

  /** The object; empty if a part of the path is missing. */
  static Optional<Found> find(OpenFile file, String path) {
    PathWalk walk = new PathWalk(file);
    walk.push(path);
    while (!walk.rest.isEmpty()) {
      if (!isGroup(walk.at.header) || !walk.step(walk.rest.pop())) {
        return Optional.empty();
      }
    }
    return Optional.of(walk.at);
  }

  private static Found root(OpenFile file) {
    return new Found(file, file.root(), "/");
  }

  private void push(String path) {
    String[] parts = path.split("/");
    for (int i = parts.length - 1; i >= 0; i--) {
      if (!parts[i].isEmpty() && !parts[i].equals(".")) {
        rest.push(parts[i]);
      }
    }
  }

  private static boolean isGroup(ObjectHeader h) {
    return h.find(MessageType.SYMBOL_TABLE) != null
        || h.find(MessageType.LINK_INFO) != null
        || h.find(MessageType.LINK) != null;
  }

  private boolean step(String name) {
    OpenFile file = at.file;
    LinkTable.Entry e = file.links(at.header, at.path).find(name);
    if (e == null) {
      return false;
    }
    String path = at.path.equals("/") ? "/" + name : at.path + "/" + name;
    switch (e.link().type()) {
      case HARD -> {
        ObjectHeader h = e.target() == null ? file.headers().read(e.address()) : e.target();
        at = new Found(file, h, path);
        return true;
      }
      case SOFT -> {
        push(e.link().target());
        at = e.link().target().startsWith("/") ? root(file) : at;
      }
      case EXTERNAL -> {
        Optional<FileOpener> other = file.others().open("external link " + path, e.link().file());
        if (other.isEmpty()) {
          return false;
        }
        push(e.link().target());
        at = root(other.get().file());
      }
      default -> {
        return false;
      }
    }
    return ++followed <= MAX_LINKS;
  }
}
