package org.myelin.hdf5.internal.copy;

import java.util.Collection;
import java.util.Optional;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.file.PathWalk;
import org.myelin.hdf5.internal.format.level2.GroupInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** Copies groups: how they keep their links, and the links. */
final class GroupCopier {
  private final ObjectCopier copier;
  private final OpenFile to;
  private final CopyRules rules;

  GroupCopier(ObjectCopier copier, OpenFile to, CopyRules rules) {
    this.copier = copier;
    this.to = to;
    this.rules = rules;
  }

  /** Makes the copy a group without links. */
  void shell(Copied c) {
    LinkInfoMessage info = c.find(MessageType.LINK_INFO, LinkInfoMessage.class);
    GroupInfoMessage limits = c.find(MessageType.GROUP_INFO, GroupInfoMessage.class);
    if (c.copy().version() == 1 && linksOf(c).stream().allMatch(e -> isOld(e.link()))) {
      to.headers().symbolTableGroup(c.copy());
    } else {
      to.headers()
          .newStyleGroup(
              c.copy(),
              info != null && info.orderTracked(),
              info != null && info.orderIndexed(),
              limits == null ? GroupInfoMessage.defaults() : limits);
    }
  }

  private static Collection<LinkTable.Entry> linksOf(Copied c) {
    return c.from().links(c.original(), c.path()).entries();
  }

  /** Whether a symbol table can hold the link. */
  private static boolean isOld(Link l) {
    return (l.type() == Link.Type.HARD || l.type() == Link.Type.SOFT)
        && l.characterSet() == CharacterSet.ASCII;
  }

  void links(Copied c) {
    if (c.depth() >= rules.depth()) {
      return;
    }
    LinkTable before = c.from().links(c.original(), c.path());
    LinkTable now = to.links(c.copy(), c.path());
    for (LinkTable.Entry e : before.entries()) {
      Link l = e.link();
      String path = c.path().endsWith("/") ? c.path() + l.name() : c.path() + "/" + l.name();
      Copied target = target(c, e, path);
      if (target != null) {
        target.copy().referenceCount(target.copy().referenceCount() + 1);
        now.keep(
            new LinkTable.Entry(
                Link.hard(l.name(), -1).with(l.characterSet(), l.creationOrder()), target.copy()));
      } else {
        if (l.type() == Link.Type.EXTERNAL) {
          rules.warn(path, "leads to the file " + l.file());
        }
        now.keep(new LinkTable.Entry(l, null));
      }
    }
  }

  /** The copy of what the link leads to; null if the link stays what it is. */
  private Copied target(Copied c, LinkTable.Entry e, String path) {
    Link l = e.link();
    if (l.type() == Link.Type.HARD) {
      ObjectHeader h = e.target() == null ? c.from().headers().read(e.address()) : e.target();
      return copier.shell(c.from(), h, path, c.depth() + 1);
    }
    boolean expand =
        l.type() == Link.Type.SOFT && rules.expandsSoftLinks()
            || l.type() == Link.Type.EXTERNAL && rules.expandsExternalLinks();
    if (!expand) {
      return null;
    }
    Optional<PathWalk.Found> found;
    try {
      found = PathWalk.follow(c.from(), c.original(), c.path(), l.name()).found();
    } catch (Hdf5Exception none) {
      rules.warn(path, "cannot be followed: " + none.getMessage());
      return null;
    }
    return found.map(f -> copier.shell(f.file(), f.header(), path, c.depth() + 1)).orElse(null);
  }
}
