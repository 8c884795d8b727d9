package org.myelin.hdf5.internal.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.dump.DdlObject;
import org.myelin.hdf5.internal.dump.ObjectWalk;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;

/**
 * All paths below a group, depth first, links in the order of their names. A group is entered once
 * for each link that led to its tree; soft and external links are followed if wished, each target
 * once.
 */
final class CompareWalk {
  /** More paths than these are not kept. */
  private static final int MOST_PATHS = 8 << 20;

  private final boolean follows;
  private final DdlObject.Finder finder;
  private final List<CompareEntry> entries = new ArrayList<>();
  private final Set<List<String>> followed = new HashSet<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private boolean dangling;

  /** A group whose members are being visited. */
  private record Open(
      OpenFile file,
      String path,
      Iterator<LinkTable.Entry> rest,
      LinkTable table,
      Set<Long> seen) {}

  private CompareWalk(DdlObject.Finder finder, boolean follows) {
    this.finder = finder;
    this.follows = follows;
  }

  /**
   * Visits a group and all below it.
   *
   * @param path of the group, which paths below it begin with
   */
  static CompareWalk of(DdlObject group, String path, boolean follows) {
    CompareWalk w = new CompareWalk(group.finder(), follows);
    w.start(path, group);
    while (!w.open.isEmpty()) {
      Open o = w.open.peek();
      if (o.rest.hasNext()) {
        w.member(o, o.rest.next());
      } else {
        w.open.pop();
      }
    }
    return w;
  }

  List<CompareEntry> entries() {
    return entries;
  }

  /** Whether a link to nothing was met on the way. */
  boolean hasDangling() {
    return dangling;
  }

  private void add(CompareEntry e) {
    if (entries.size() >= MOST_PATHS) {
      throw new UnsupportedFormatException(
          e.file().name() + ": more than " + MOST_PATHS + " paths cannot be compared");
    }
    entries.add(e);
  }

  private void start(String path, DdlObject o) {
    add(CompareEntry.object(path, o.file(), o.header()));
    if (o.header().isGroup()) {
      Set<Long> seen = new HashSet<>();
      seen.add(o.header().address());
      enter(o.file(), o.header(), path, seen);
    }
  }

  private void enter(OpenFile file, ObjectHeader group, String path, Set<Long> seen) {
    LinkTable table = file.links(group, path);
    open.push(new Open(file, path, table.entries().iterator(), table, seen));
  }

  private void member(Open g, LinkTable.Entry e) {
    String path = ObjectWalk.join(g.path, e.link().name());
    if (e.link().type() == Link.Type.HARD) {
      ObjectHeader h = e.target() == null ? g.file.headers().read(e.address()) : e.target();
      add(CompareEntry.object(path, g.file, h));
      if (h.isGroup() && g.seen.add(h.address())) {
        enter(g.file, h, path, g.seen);
      }
    } else if (follows) {
      follow(g, e.link(), path);
    } else {
      add(CompareEntry.link(path, g.file, e.link(), e.link().data().remaining()));
    }
  }

  private void follow(Open g, Link link, String path) {
    Optional<DdlObject> target = finder.find(path);
    if (target.isEmpty()) {
      dangling = true;
      add(CompareEntry.link(path, g.file, link, 0));
      return;
    }
    boolean external = link.type() == Link.Type.EXTERNAL;
    if (followed.add(List.of(external ? link.file() : "", external ? "x" : "", link.target()))) {
      start(path, target.get());
    }
  }
}
