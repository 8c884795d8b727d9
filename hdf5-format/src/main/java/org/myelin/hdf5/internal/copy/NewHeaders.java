package org.myelin.hdf5.internal.copy;

import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.ObjectNotes;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ModificationTimeMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;

/** Headers for copies: as new as they must be to hold what the originals hold. */
final class NewHeaders {
  /** Kept from the original's flags. */
  private static final int KEPT =
      ObjectHeaderPrefixV2.ORDER_TRACKED
          | ObjectHeaderPrefixV2.ORDER_INDEXED
          | ObjectHeaderPrefixV2.PHASE_CHANGE;

  /** An attribute that takes more in a message than its 16-bit length tells, at worst. */
  private static final long LONG_ATTRIBUTE = 60_000;

  /** Beyond so many attributes a version 2 header puts them into a heap. */
  private static final int MANY = 8;

  /** The default. */
  private static final int MIN_DENSE = 6;

  private final OpenFile to;

  NewHeaders(OpenFile to) {
    this.to = to;
  }

  ObjectHeader like(OpenFile from, ObjectHeader original, String path) {
    ObjectHeaderPrefixV2 before =
        original.prefix() instanceof ObjectHeaderPrefixV2 p ? p : ObjectHeaderPrefixV2.plain(0);
    boolean tracked =
        before.tracksCreationOrder() || original.isGroup() && tracksLinks(from, original);
    if (to.headers().makesOldHeaders() && !tracked && !needsHeap(from, original, path)) {
      return to.headers().newHeader(null);
    }
    long modified =
        new ObjectNotes(from, original).modified().map(t -> t.getEpochSecond()).orElse(0L);
    int attributes = original.all(MessageType.ATTRIBUTE).size();
    if (original.version() == 1 && attributes > MANY) {
      // as messages they have an order, which a heap would not keep
      before =
          new ObjectHeaderPrefixV2(
              ObjectHeaderPrefixV2.PHASE_CHANGE, 0, 0, 0, 0, attributes, MIN_DENSE, 0);
    }
    boolean timed = (before.flags() & ObjectHeaderPrefixV2.TIMES) != 0;
    return to.headers()
        .newHeader(
            new ObjectHeaderPrefixV2(
                before.flags() & KEPT | (modified != 0 ? ObjectHeaderPrefixV2.TIMES : 0),
                timed ? before.accessTime() : modified,
                modified,
                timed ? before.changeTime() : modified,
                timed ? before.birthTime() : modified,
                before.maxCompact(),
                before.minDense(),
                0));
  }

  static boolean tracksLinks(OpenFile from, ObjectHeader group) {
    ObjectHeader.Message m = group.find(MessageType.LINK_INFO);
    return m != null && ((LinkInfoMessage) from.headers().decode(group, m)).orderTracked();
  }

  /** Attributes that are in a heap stay in one if they are many; long ones have to. */
  private static boolean needsHeap(OpenFile from, ObjectHeader original, String path) {
    ObjectHeader.Message m = original.find(MessageType.ATTRIBUTE_INFO);
    if (m != null && ((AttributeInfoMessage) from.headers().decode(original, m)).isDense()) {
      return true;
    }
    return from.attributes(original, path).all().stream()
        .anyMatch(s -> MessageType.size(from.geometry(), s.message()) > LONG_ATTRIBUTE);
  }

  /** Time and comment; a version 2 header has the time in its prefix. */
  void notes(Copied c) {
    ObjectNotes before = new ObjectNotes(c.from(), c.original());
    if (c.copy().version() == 1) {
      before
          .modified()
          .ifPresent(
              t ->
                  c.copy()
                      .add(
                          MessageType.MODIFICATION_TIME,
                          0,
                          MessageType.encode(
                              to.geometry(), new ModificationTimeMessage(t.getEpochSecond()))));
    }
    before.comment().ifPresent(new ObjectNotes(to, c.copy())::comment);
  }

  /** Lets the header tell how many links lead to it; at least one, as libhdf5 has it. */
  void countLinks(ObjectHeader h) {
    if (h.referenceCount() == 0) {
      h.referenceCount(1);
    } else if (h.referenceCount() > 1) {
      to.headers().referenceCountChanged(h);
    }
  }
}
