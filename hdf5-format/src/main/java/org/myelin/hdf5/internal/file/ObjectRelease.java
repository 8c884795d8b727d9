package org.myelin.hdf5.internal.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;

/**
 * Gives back the space of objects that no link leads to any more, and of what only they lead to. An
 * object whose structures cannot be read keeps its space: nothing can be given back of which it is
 * not known how far it goes.
 */
final class ObjectRelease {
  private final OpenFile file;
  private final HeaderCache headers;
  private final MetadataIo io;
  private final FractalHeapStore.Unfilter unfilter;
  private final Deque<ObjectHeader> unlinked = new ArrayDeque<>();

  ObjectRelease(
      OpenFile file, HeaderCache headers, MetadataIo io, FractalHeapStore.Unfilter unfilter) {
    this.file = file;
    this.headers = headers;
    this.io = io;
    this.unfilter = unfilter;
  }

  /** Counts one link less; the last one takes the object with it. */
  void unlink(ObjectHeader h) {
    count(h);
    while (!unlinked.isEmpty()) {
      release(unlinked.poll());
    }
  }

  private void count(ObjectHeader h) {
    boolean stays = h == headers.root();
    // a broken file may count less than there are
    h.referenceCount(Math.max(stays ? 1 : 0, h.referenceCount() - 1));
    if (h.referenceCount() > 0) {
      headers.referenceCountChanged(h);
    } else if (!h.isDeleted()) {
      h.delete();
      unlinked.add(h);
    }
  }

  private void release(ObjectHeader h) {
    TreeMap<Long, Long> blocks = new TreeMap<>();
    try {
      blocks = new ObjectSpace(headers, io, unfilter).of(h);
      check(blocks);
    } catch (Hdf5Exception unreadable) {
      blocks.clear();
    }
    try {
      members(h);
    } catch (Hdf5Exception unreadable) {
      // those that were not reached keep their counts, and so their space
      blocks.clear();
    }
    blocks.forEach(file.allocator()::release);
    headers.drop(h);
  }

  private void check(TreeMap<Long, Long> blocks) {
    long end = 0;
    for (var b : blocks.entrySet()) {
      if (b.getKey() < end || b.getKey() > file.allocator().endOfAllocation() - b.getValue()) {
        throw io.corrupt(
            "Object to be deleted",
            "block",
            b.getKey(),
            b.getValue() + " bytes",
            "a block of its own inside the file");
      }
      end = b.getKey() + b.getValue();
    }
  }

  private void members(ObjectHeader h) {
    if (h.isGroup()) {
      for (LinkTable.Entry e : headers.membersOf(h)) {
        if (e.link().type() == Link.Type.HARD) {
          count(e.target() == null ? headers.read(e.address()) : e.target());
        }
      }
    }
    for (ObjectHeader.Message m : h.messages()) {
      if (m.typeId() == MessageType.DATATYPE.id() && m.isShared()) {
        SharedMessage s = headers.shared(h, m);
        if (!s.isInHeap()) {
          count(headers.read(s.headerAddress()));
        }
      }
      if (m.typeId() != MessageType.ATTRIBUTE.id()) {
        headers.sharedMessages().release(h, m);
      }
    }
    for (AttributeStore.Stored s : headers.attributesOf(h)) {
      AttributeMessage gone =
          s.heapId() == null
              ? s.message()
              : headers.sharedMessages().release(MessageType.ATTRIBUTE, s.heapId());
      if (gone != null) {
        parts(gone);
      }
    }
  }

  /** Counts down what an attribute that is gone has led to. */
  void uncount(AttributeMessage gone) {
    parts(gone);
    while (!unlinked.isEmpty()) {
      release(unlinked.poll());
    }
  }

  private void parts(AttributeMessage gone) {
    SharedMessage type = gone.sharedDatatype();
    if (type != null && !type.isInHeap()) {
      count(headers.read(type.headerAddress()));
    }
    headers.sharedMessages().releaseParts(gone);
  }
}
