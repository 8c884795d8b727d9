package org.myelin.hdf5.internal.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.UnsupportedFormatException;

/** Finds an object by its path, through soft links and links into other files. */
public final class PathWalk {
  /** As many soft and external links as one path may pass; more are a loop. */
  private static final int MAX_LINKS = 64;

  /**
   * An object.
   *
   * @param file the file that it is in
   * @param opener what opened that file, if a link led to it; null for the one to start from
   * @param header of the object
   * @param path in that file
   */
  public record Found(OpenFile file, FileOpener opener, ObjectHeader header, String path) {}

  private final Deque<String> rest = new ArrayDeque<>();
  private Found at;
  private int followed;
  private String missing;

  private PathWalk(Found start) {
    at = start;
  }

  /**
   * Follows a path.
   *
   * @param group where a relative path begins, with its own path
   * @throws UnsupportedFormatException if it leads over a link of a user-defined class
   */
  public static PathWalk follow(OpenFile file, ObjectHeader group, String groupPath, String path) {
    Found start = new Found(file, null, group, groupPath);
    PathWalk walk = new PathWalk(path.startsWith("/") ? root(file, null) : start);
    walk.push(path);
    while (walk.missing == null && !walk.rest.isEmpty()) {
      walk.step(walk.rest.pop());
    }
    return walk;
  }

  /** The object at a path from the root; empty if a part of the path is missing. */
  static Optional<Found> find(OpenFile file, String path) {
    return follow(file, file.root(), "/", path).found();
  }

  /** The object; empty if a part of the path is missing. */
  public Optional<Found> found() {
    return missing == null ? Optional.of(at) : Optional.empty();
  }

  /** What is missing; null if nothing is. */
  public String missing() {
    return missing;
  }

  private static Found root(OpenFile file, FileOpener opener) {
    return new Found(file, opener, file.root(), "/");
  }

  private void push(String path) {
    String[] parts = path.split("/");
    for (int i = parts.length - 1; i >= 0; i--) {
      if (!parts[i].isEmpty() && !parts[i].equals(".")) {
        rest.push(parts[i]);
      }
    }
  }

  private void step(String name) {
    if (!at.header.isGroup()) {
      missing = at.path + " is not a group";
      return;
    }
    LinkTable.Entry e = at.file.links(at.header, at.path).find(name);
    if (e == null) {
      missing = at.path + " has no link '" + name + "'";
      return;
    }
    String path = at.path.equals("/") ? "/" + name : at.path + "/" + name;
    switch (e.link().type()) {
      case HARD -> {
        ObjectHeader h = e.target() == null ? at.file.headers().read(e.address()) : e.target();
        at = new Found(at.file, at.opener, h, path);
      }
      case SOFT -> {
        count(path);
        push(e.link().target());
        at = e.link().target().startsWith("/") ? root(at.file, at.opener) : at;
      }
      case EXTERNAL -> {
        count(path);
        if (missing == null) {
          leave("external link " + path, e.link().file(), e.link().target());
        }
      }
      default ->
          throw new UnsupportedFormatException(
              at.file.name()
                  + ": "
                  + path
                  + " is a link of user-defined class "
                  + e.link().linkClass()
                  + ", whose meaning only its application knows",
              new Finding(
                  "link " + path,
                  "link type",
                  -1,
                  "class " + e.link().linkClass(),
                  "a hard, soft or external link"));
    }
  }

  private void leave(String what, String name, String target) {
    Optional<FileOpener> other = at.file.others().open(what, name);
    if (other.isEmpty()) {
      missing = what + " names file '" + name + "': none there";
      return;
    }
    push(target);
    at = root(other.get().file(), other.get());
  }

  private void count(String path) {
    if (++followed > MAX_LINKS) {
      missing =
          "more than "
              + MAX_LINKS
              + " soft and external links one after the other, at last "
              + path;
    }
  }
}
