package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.format.level2.HeaderBlock;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderContinuationMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefix;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV1;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.storage.FileSpaceAllocator;
import org.myelin.hdf5.internal.storage.MetadataIo;

/**
 * Lays a header's messages out in its blocks. The first block keeps address and size for good,
 * since links point at it; what does not fit there goes into one continuation.
 */
final class HeaderWriter {
  /**
   * Room that a continuation gets beyond its need, so that a few more attributes do not move it.
   */
  private static final int SLACK = 256;

  private final MetadataIo io;
  private final FileSpaceAllocator allocator;
  private final boolean followed;

  /**
   * @param followed whether others read the file meanwhile, for whom first block and continuation
   *     must fit each other at every moment
   */
  HeaderWriter(MetadataIo io, FileSpaceAllocator allocator, boolean followed) {
    this.io = io;
    this.allocator = allocator;
    this.followed = followed;
  }

  /** Gives a new header a first block that fits its messages and {@code more} bytes. */
  void place(ObjectHeader h, int more) {
    long room =
        Math.max(HeaderBlock.sizeOf(h.prefix(), raw(h)), continuationSize(h.prefix())) + more;
    h.prefix(h.prefix().withBlockSize((room + 7) / 8 * 8));
    h.place(allocator.allocate(h.prefix().firstBlockSize()));
    h.blocks().add(new ObjectHeader.Block(h.address(), h.prefix().firstBlockSize()));
    h.dirty(true);
  }

  /** Stages the header's blocks. */
  void encode(ObjectHeader h, Commit commit) {
    List<RawMessage> all = raw(h);
    ObjectHeaderPrefix p = h.prefix();
    List<ObjectHeader.Block> continuations =
        new ArrayList<>(h.blocks().subList(1, h.blocks().size()));
    h.blocks().subList(1, h.blocks().size()).clear();
    if (HeaderBlock.sizeOf(p, all) <= p.blockSize()) {
      continuations.forEach(b -> commit.release(b.address(), b.size()));
      commit.put(h.address(), first(h, all, 0));
    } else {
      split(h, all, continuations, commit);
    }
    h.dirty(false);
  }

  private void split(
      ObjectHeader h, List<RawMessage> all, List<ObjectHeader.Block> old, Commit commit) {
    ObjectHeaderPrefix p = h.prefix();
    long room = p.blockSize() - continuationSize(p);
    int n = 0;
    for (long used = 0; n < all.size() && used + all.get(n).encodedSize(p) <= room; n++) {
      used += all.get(n).encodedSize(p);
    }
    List<RawMessage> rest = all.subList(n, all.size());
    List<ObjectHeader.Block> usable = followed ? withoutChange(p, rest, old) : old;
    ObjectHeader.Block block =
        continuation(
            HeaderBlock.sizeOf(p, rest) + HeaderBlock.continuationOverhead(p), usable, commit);
    h.blocks().add(block);
    List<RawMessage> here = new ArrayList<>(all.subList(0, n));
    here.add(
        RawMessage.of(
            MessageType.OBJECT_HEADER_CONTINUATION,
            0,
            0,
            MessageType.encode(
                io.geometry(),
                new ObjectHeaderContinuationMessage(block.address(), block.size()))));
    int restCount =
        rest.size()
            + HeaderBlock.fillers(p, rest, block.size() - HeaderBlock.continuationOverhead(p));
    commit.put(
        block.address(), HeaderBlock.encodeContinuation(io.geometry(), p, block.size(), rest));
    commit.put(h.address(), first(h, here, restCount));
  }

  /** The old continuations that no reader knows yet, or that hold these messages already. */
  private List<ObjectHeader.Block> withoutChange(
      ObjectHeaderPrefix p, List<RawMessage> rest, List<ObjectHeader.Block> old) {
    long size = HeaderBlock.sizeOf(p, rest) + HeaderBlock.continuationOverhead(p);
    List<ObjectHeader.Block> same = new ArrayList<>();
    for (ObjectHeader.Block b : old) {
      if (allocator.isNew(b.address(), b.size())
          || b.size() >= size
              && b.size() % 8 == 0
              && io.bytes("Object header continuation", b.address(), b.size())
                  .equals(
                      ByteBuffer.wrap(
                          HeaderBlock.encodeContinuation(io.geometry(), p, b.size(), rest)))) {
        same.add(b);
      }
    }
    return same;
  }

  /** An old continuation that is large enough, or a new one; the others are given back. */
  private static ObjectHeader.Block continuation(
      long size, List<ObjectHeader.Block> old, Commit commit) {
    ObjectHeader.Block best = null;
    for (ObjectHeader.Block b : old) {
      if (b.size() >= size && b.size() % 8 == 0 && (best == null || b.size() < best.size())) {
        best = b;
      }
    }
    for (ObjectHeader.Block b : old) {
      if (b != best) {
        commit.release(b.address(), b.size());
      }
    }
    if (best != null) {
      return best;
    }
    long rounded = (size + SLACK + 7) / 8 * 8;
    return new ObjectHeader.Block(commit.allocate(rounded), rounded);
  }

  private byte[] first(ObjectHeader h, List<RawMessage> here, int elsewhere) {
    ObjectHeaderPrefix p = h.prefix();
    if (p instanceof ObjectHeaderPrefixV1) {
      p =
          new ObjectHeaderPrefixV1(
              here.size() + HeaderBlock.fillers(p, here, p.blockSize()) + elsewhere,
              h.referenceCount(),
              p.blockSize());
      h.prefix(p);
    }
    return HeaderBlock.encodeFirst(io.geometry(), p, here);
  }

  private int continuationSize(ObjectHeaderPrefix p) {
    return RawMessage.of(
            MessageType.OBJECT_HEADER_CONTINUATION,
            0,
            0,
            new byte[io.geometry().sizeOfOffsets() + io.geometry().sizeOfLengths()])
        .encodedSize(p);
  }

  private static List<RawMessage> raw(ObjectHeader h) {
    return h.messages().stream().map(ObjectHeader.Message::raw).toList();
  }
}
