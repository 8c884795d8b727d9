package org.myelin.hdf5.internal.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.format.level1.AttributeRecord;
import org.myelin.hdf5.internal.format.level1.LinkNameRecord;
import org.myelin.hdf5.internal.format.level1.LinkOrderRecord;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.SpaceUse;
import org.myelin.hdf5.internal.wire.Wire;

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
    h.referenceCount(h.referenceCount() - 1);
    if (h.referenceCount() > 0) {
      headers.referenceCountChanged(h);
    } else if (h != headers.root() && !h.isDeleted()) {
      h.delete();
      unlinked.add(h);
    }
  }

  private void release(ObjectHeader h) {
    TreeMap<Long, Long> blocks = new TreeMap<>();
    try {
      members(h);
      structures(h, blocks);
      elements(h, blocks);
      h.blocks().forEach(b -> blocks.merge(b.address(), b.size(), Math::max));
      check(blocks);
    } catch (Hdf5Exception unreadable) {
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
    for (ObjectHeader.Message m : h.all(MessageType.DATATYPE)) {
      uncount(h, m);
    }
    for (AttributeStore.Stored s : headers.attributesOf(h)) {
      SharedMessage type = s.message().sharedDatatype();
      if (type != null && !type.isInHeap()) {
        count(headers.read(type.headerAddress()));
      }
    }
  }

  private void uncount(ObjectHeader h, ObjectHeader.Message m) {
    if (m.isShared() && !headers.shared(h, m).isInHeap()) {
      count(headers.read(headers.shared(h, m).headerAddress()));
    }
  }

  /** What the header's messages lead to, as the last commit has left it in the file. */
  private void structures(ObjectHeader h, TreeMap<Long, Long> blocks) {
    SpaceUse space = new SpaceUse();
    ObjectHeader.Message links = h.find(MessageType.LINK_INFO);
    if (links != null && headers.decode(h, links) instanceof LinkInfoMessage l && l.isDense()) {
      new FractalHeapStore(io, l.fractalHeapAddress(), unfilter).enter(space);
      BTreeV2Reader.enter(io, l.nameIndexAddress(), LinkNameRecord.TYPE, space);
      BTreeV2Reader.enter(io, l.orderIndexAddress(), LinkOrderRecord.TYPE, space);
    }
    AttributeInfoMessage a = headers.attributeInfo(h);
    if (a != null && a.isDense()) {
      new FractalHeapStore(io, a.fractalHeapAddress(), unfilter).enter(space);
      BTreeV2Reader.enter(io, a.nameIndexAddress(), AttributeRecord.BY_NAME, space);
      BTreeV2Reader.enter(io, a.orderIndexAddress(), AttributeRecord.BY_ORDER, space);
    }
    space.forEach((address, size) -> blocks.merge(address, size, Math::max));
    if (headers.tableOf(h) instanceof SymbolTableLinks t) {
      // its nodes are known once its links are
      t.entries();
      t.abandon((address, size) -> blocks.merge(address, size, Math::max));
    }
    io.watch((structure, address, size) -> blocks.merge(address, size, Math::max));
    try {
      headers.readIndex(h);
    } finally {
      io.watch(null);
    }
  }

  private void elements(ObjectHeader h, TreeMap<Long, Long> blocks) {
    if (h.find(MessageType.DATA_LAYOUT) == null) {
      return;
    }
    DatasetStore store = headers.store(h, "#" + h.key());
    if (store.isChunked()) {
      store.table().forEach((at, r) -> blocks.merge(r.address(), r.size(), Math::max));
    } else if (store.elsewhere() == null && store.address() != Wire.UNDEFINED) {
      long size = store.elementSize();
      for (long n : store.shape()) {
        size = Math.multiplyExact(size, n);
      }
      if (size > 0) {
        blocks.merge(store.address(), size, Math::max);
      }
    }
  }
}
