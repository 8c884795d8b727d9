package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.myelin.hdf5.internal.format.level2.HeaderBlock;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderContinuationMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefix;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV1;
import org.myelin.hdf5.internal.format.level2.ObjectReferenceCountMessage;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.storage.MetadataIo;

/** Reads object headers: the first block and all continuations. */
final class HeaderReader {
  /** Most headers fit into this, so that one read fetches them. */
  private static final int FIRST_READ = 512;

  private final MetadataIo io;

  HeaderReader(MetadataIo io) {
    this.io = io;
  }

  ObjectHeader read(long address) {
    ByteBuffer start = io.upTo(Math.max(0, address), address < 0 ? 0 : FIRST_READ);
    ObjectHeaderPrefix p = ObjectHeaderPrefix.read(io.geometry(), io.file(), address, start);
    ByteBuffer first =
        p.firstBlockSize() <= start.limit()
            ? start.limit((int) p.firstBlockSize())
            : io.bytes("Object header", address, p.firstBlockSize());
    io.met("Object header", address, p.firstBlockSize());
    ObjectHeader h = new ObjectHeader(address, p);
    h.place(address);
    h.blocks().add(new ObjectHeader.Block(address, p.firstBlockSize()));
    Deque<ObjectHeaderContinuationMessage> more = new ArrayDeque<>();
    enter(h, HeaderBlock.readFirst(io.geometry(), io.file(), address, first, p), address, more);
    Set<Long> seen = new HashSet<>();
    while (!more.isEmpty()) {
      ObjectHeaderContinuationMessage c = more.pop();
      if (!seen.add(c.address()) || c.address() == address) {
        throw io.corrupt(
            "Object header continuation",
            "offset",
            c.address(),
            "a block that was passed before",
            "each block once");
      }
      ByteBuffer bytes = io.bytes("Object header continuation", c.address(), c.length());
      h.blocks().add(new ObjectHeader.Block(c.address(), c.length()));
      enter(
          h,
          HeaderBlock.readContinuation(io.geometry(), io.file(), c.address(), bytes, p),
          c.address(),
          more);
    }
    h.storedReferenceCount(referenceCount(h, p));
    return h;
  }

  private void enter(
      ObjectHeader h,
      HeaderBlock block,
      long address,
      Deque<ObjectHeaderContinuationMessage> more) {
    more.addAll(block.continuations(io.geometry(), io.file(), address));
    for (RawMessage m : block.messages()) {
      if (!m.is(MessageType.NIL) && !m.is(MessageType.OBJECT_HEADER_CONTINUATION)) {
        h.loaded(m);
      }
    }
  }

  private long referenceCount(ObjectHeader h, ObjectHeaderPrefix p) {
    if (p instanceof ObjectHeaderPrefixV1 v1) {
      return v1.referenceCount();
    }
    ObjectHeader.Message m = h.find(MessageType.OBJECT_REFERENCE_COUNT);
    return m == null
        ? 1
        : ((ObjectReferenceCountMessage)
                MessageType.OBJECT_REFERENCE_COUNT.decode(
                    io.geometry(), io.file(), h.address(), ByteBuffer.wrap(m.body())))
            .count();
  }
}
