package org.myelin.nwb.internal.map;

import org.myelin.nwb.NwbException;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.builder.Builder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.builder.LinkBuilder;

/** Follows paths through a tree, soft links included, as the HDF5 library does. */
final class PathFinder {
  /** Links in a row before we call it a ring; HDF5's own default is 16. */
  private static final int MAX_LINKS = 32;

  private final GroupBuilder from;
  private final String path;
  private int links;

  private PathFinder(GroupBuilder from, String path) {
    this.from = from;
    this.path = path;
  }

  static BaseBuilder find(GroupBuilder from, String path) {
    PathFinder finder = new PathFinder(from, path);
    return finder.walk(from, path);
  }

  private BaseBuilder walk(GroupBuilder start, String way) {
    BaseBuilder at = way.startsWith("/") ? start.top() : start;
    for (String name : way.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (!(at instanceof GroupBuilder group)) {
        throw missing(at.path() + " is a dataset");
      }
      Builder child = group.child(name);
      if (child == null) {
        throw missing(group.path() + " has no '" + name + "'");
      }
      at = child instanceof LinkBuilder link ? follow(group, link) : (BaseBuilder) child;
    }
    return at;
  }

  private BaseBuilder follow(GroupBuilder group, LinkBuilder link) {
    if (link.file() != null) {
      throw new NwbException(
          link.path()
              + " is a link to "
              + link.targetPath()
              + " in "
              + link.file()
              + ": open that file to read it");
    }
    if (++links > MAX_LINKS) {
      throw missing("more than " + MAX_LINKS + " links in a row, the last " + link.path());
    }
    return link.target() instanceof BaseBuilder target ? target : walk(group, link.targetPath());
  }

  private NwbException missing(String why) {
    return new NwbException("nothing at '" + path + "' from " + from.path() + ": " + why);
  }
}
