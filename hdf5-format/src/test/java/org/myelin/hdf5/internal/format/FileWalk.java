package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level1.ChunkBTreeNode;
import org.myelin.hdf5.internal.format.level1.ChunkElements;
import org.myelin.hdf5.internal.format.level1.FixedArrayDataBlock;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.format.level1.GlobalHeapCollection;
import org.myelin.hdf5.internal.format.level1.GroupBTreeNode;
import org.myelin.hdf5.internal.format.level1.LocalHeap;
import org.myelin.hdf5.internal.format.level1.LocalHeapData;
import org.myelin.hdf5.internal.format.level1.SymbolTableEntry;
import org.myelin.hdf5.internal.format.level1.SymbolTableNode;
import org.myelin.hdf5.internal.format.level2.BTreeKValuesMessage;
import org.myelin.hdf5.internal.format.level2.ChunkIndexing;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.HeaderBlock;
import org.myelin.hdf5.internal.format.level2.LinkMessage;
import org.myelin.hdf5.internal.format.level2.LinkTarget;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderContinuationMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefix;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.format.level2.SymbolTableMessage;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Visits every structure of a file in memory that can be reached from its superblock, and hands
 * over both encodings.
 */
final class FileWalk {
  /**
   * Takes what was found: the bytes of the file, and what we make of the value we read from them.
   */
  interface Visitor {
    void structure(String name, long address, byte[] original, byte[] ours);

    default void message(Message m) {}
  }

  private final byte[] file;
  private final String name;
  private final Visitor visitor;
  private final Set<Long> seen = new HashSet<>();
  private final Deque<Long> headers = new ArrayDeque<>();
  private Geometry g;
  private long base;
  private boolean tolerant;
  private int refused;
  private int leafK = SuperblockV0.DEFAULT_LEAF_K;
  private int internalK = SuperblockV0.DEFAULT_INTERNAL_K;
  private int storageK = SuperblockV0.DEFAULT_STORAGE_K;

  FileWalk(String name, byte[] file, Visitor visitor) {
    this.name = name;
    this.file = file;
    this.visitor = visitor;
  }

  /** Goes on with the next object where one is refused, to get deeper into damaged files. */
  FileWalk tolerant() {
    tolerant = true;
    return this;
  }

  /** Objects that were refused on a tolerant walk. */
  int refused() {
    return refused;
  }

  /** Walks all; any failure but the two located exceptions is a bug. */
  void run() {
    long at = 0;
    while (at < file.length && !Superblock.isAt(absolute(at))) {
      at = at == 0 ? 512 : 2 * at;
    }
    if (at >= file.length) {
      throw new CorruptFileException(name, "Superblock", "signature", 0, "none", "one", "");
    }
    Superblock s = Superblock.read(name, at, absolute(at));
    g = s.geometry();
    base = at;
    byte[] ours = s.encode();
    visitor.structure("Superblock " + s.version(), 0, slice(0, ours.length), ours);
    if (s instanceof SuperblockV0 v0) {
      leafK = v0.groupLeafK();
      internalK = v0.groupInternalK();
      storageK = v0.indexedStorageK();
    } else if (s instanceof SuperblockV2 v2 && v2.extensionAddress() != Wire.UNDEFINED) {
      headers.add(v2.extensionAddress());
    }
    headers.add(s.rootHeaderAddress());
    while (!headers.isEmpty()) {
      object(headers.poll());
    }
    globalHeaps();
  }

  private void object(long address) {
    try {
      header(address);
    } catch (CorruptFileException | UnsupportedFormatException e) {
      refused++;
      if (!tolerant) {
        throw e;
      }
    }
  }

  private ByteBuffer absolute(long at) {
    if (at < 0 || at >= file.length) {
      throw new CorruptFileException(
          name, "File", "", at, "the end at " + file.length, "a structure", "");
    }
    return ByteBuffer.wrap(file, (int) at, file.length - (int) at).slice();
  }

  private ByteBuffer at(long address) {
    return absolute(address < 0 ? -1 : base + address);
  }

  private ByteBuffer at(long address, long length) {
    ByteBuffer b = at(address);
    return b.limit((int) Math.min(length, b.limit()));
  }

  private byte[] slice(long address, long length) {
    ByteBuffer b = at(address, length);
    byte[] out = new byte[b.remaining()];
    b.get(out);
    return out;
  }

  /**
   * A node that may end in unused room: only what is used is compared, since old files have junk
   * behind it.
   */
  private <R> R node(
      String what, long address, long length, Wire.Description<R> d, ToLongFunction<R> used) {
    R value = Wire.read(g, name, what, address, at(address, length), d);
    byte[] ours = Wire.encode(g, value, d);
    assertThat(ours.length).as("%s: size of a %s", name, what).isEqualTo((int) length);
    int n = (int) used.applyAsLong(value);
    visitor.structure(what, address, slice(address, n), Arrays.copyOf(ours, n));
    return value;
  }

  private <R> R structure(String what, long address, long length, Wire.Description<R> d) {
    R value = Wire.read(g, name, what, address, at(address, length), d);
    visitor.structure(what, address, slice(address, length), Wire.encode(g, value, d));
    return value;
  }

  private void header(long address) {
    if (address == Wire.UNDEFINED || !seen.add(address)) {
      return;
    }
    ObjectHeaderPrefix p =
        ObjectHeaderPrefix.read(g, name, address, at(address, ObjectHeaderPrefix.MAX_SIZE));
    Deque<ObjectHeaderContinuationMessage> more = new ArrayDeque<>();
    ByteBuffer bytes = at(address, p.firstBlockSize());
    HeaderBlock first = HeaderBlock.readFirst(g, name, address, bytes, p);
    byte[] encoded = HeaderBlock.encodeFirst(g, p, first.messages());
    block("Object header " + p.version(), address, first, encoded, more);
    while (!more.isEmpty()) {
      ObjectHeaderContinuationMessage c = more.poll();
      if (!seen.add(c.address())) {
        continue;
      }
      ByteBuffer next = at(c.address(), c.length());
      HeaderBlock b = HeaderBlock.readContinuation(g, name, c.address(), next, p);
      byte[] ours = HeaderBlock.encodeContinuation(g, p, next.limit(), b.messages());
      block("Header continuation " + p.version(), c.address(), b, ours, more);
    }
  }

  private void block(
      String what,
      long address,
      HeaderBlock b,
      byte[] ours,
      Deque<ObjectHeaderContinuationMessage> more) {
    visitor.structure(what, address, slice(address, ours.length), ours);
    more.addAll(b.continuations(g, name, address));
    List<Message> messages = new ArrayList<>();
    for (RawMessage m : b.messages()) {
      message(address, m, messages);
    }
    messages.forEach(this::follow);
  }

  private void message(long block, RawMessage m, List<Message> out) {
    long address = block + m.offset();
    ByteBuffer bytes = ByteBuffer.wrap(m.bytes());
    MessageType type = MessageType.of(m.id()).orElse(null);
    if (type == null) {
      return;
    }
    byte[] ours;
    String what = type.specName();
    if (m.isShared()) {
      SharedMessage s =
          Wire.read(g, name, "Shared message", address, bytes, SharedMessage::transfer);
      ours = Wire.encode(g, s, SharedMessage::transfer);
      what = "Shared message " + s.version();
    } else {
      Message value = type.decode(g, name, address, bytes);
      visitor.message(value);
      ours = MessageType.encode(g, value);
      out.add(value);
    }
    visitor.structure(
        what, address, Arrays.copyOf(m.bytes(), Math.min(ours.length, m.bytes().length)), ours);
  }

  private void follow(Message m) {
    if (m instanceof SymbolTableMessage t) {
      LocalHeapData names = heap(t.heapAddress());
      groupTree(t.btreeAddress(), names, 64);
    } else if (m instanceof LinkMessage l && l.target() instanceof LinkTarget.Hard h) {
      headers.add(h.address());
    } else if (m instanceof BTreeKValuesMessage k) {
      leafK = k.groupLeafK();
      internalK = k.groupInternalK();
      storageK = k.indexedStorageK();
    } else if (m instanceof ChunkedLayout c && c.indexAddress() != Wire.UNDEFINED) {
      if (c.indexing() instanceof ChunkIndexing.BTreeV1) {
        chunkTree(c.indexAddress(), c.rank(), 64);
      } else if (c.indexing() instanceof ChunkIndexing.FixedArray) {
        fixedArray(c);
      }
    }
  }

  private LocalHeapData heap(long address) {
    LocalHeap h = structure("Local heap", address, LocalHeap.size(g), LocalHeap::transfer);
    LocalHeapData d = LocalHeapData.read(g, name, h, at(h.dataAddress(), h.dataSize()));
    visitor.structure(
        "Local heap data", h.dataAddress(), slice(h.dataAddress(), h.dataSize()), d.encode());
    return d;
  }

  private void groupTree(long address, LocalHeapData names, int depth) {
    if (address == Wire.UNDEFINED || depth == 0 || !seen.add(address)) {
      return;
    }
    GroupBTreeNode n =
        node(
            "Group B-tree node",
            address,
            GroupBTreeNode.size(g, internalK),
            GroupBTreeNode.of(internalK),
            v -> used(v.children().length, g.sizeOfLengths()));
    for (long key : n.keys()) {
      names.text(key);
    }
    for (long child : n.children()) {
      if (n.level() > 0) {
        groupTree(child, names, depth - 1);
      } else {
        symbols(child, names);
      }
    }
  }

  private long used(int children, int keySize) {
    int o = g.sizeOfOffsets();
    return 8 + 2L * o + (children == 0 ? 0 : (long) children * (o + keySize) + keySize);
  }

  private void symbols(long address, LocalHeapData names) {
    SymbolTableNode s =
        node(
            "Symbol table node",
            address,
            SymbolTableNode.size(g, leafK),
            SymbolTableNode.of(leafK),
            v -> 8 + (long) v.entries().size() * SymbolTableEntry.size(g));
    for (SymbolTableEntry e : s.entries()) {
      names.text(e.nameOffset());
      if (e.cacheType() == SymbolTableEntry.SOFT_LINK) {
        names.text(e.softLinkOffset());
      } else {
        headers.add(e.headerAddress());
      }
    }
  }

  private void chunkTree(long address, int rank, int depth) {
    if (address == Wire.UNDEFINED || depth == 0 || !seen.add(address)) {
      return;
    }
    ChunkBTreeNode n =
        node(
            "Chunk B-tree node",
            address,
            ChunkBTreeNode.size(g, storageK, rank),
            ChunkBTreeNode.of(storageK, rank),
            v -> used(v.children().length, 16 + 8 * rank));
    for (long child : n.children()) {
      if (n.level() > 0) {
        chunkTree(child, rank, depth - 1);
      }
    }
  }

  private void fixedArray(ChunkedLayout c) {
    FixedArrayHeader h =
        structure(
            "Fixed array header",
            c.indexAddress(),
            FixedArrayHeader.size(g),
            FixedArrayHeader::transfer);
    if (h.filtered()
        && h.entrySize() != FixedArrayHeader.entrySize(g, true, c.filteredSizeWidth(g))) {
      throw new CorruptFileException(
          name,
          "Fixed array header",
          "entry size",
          c.indexAddress(),
          "" + h.entrySize(),
          "what the layout's chunk size needs",
          "");
    }
    long at = h.dataBlockAddress();
    if (at == Wire.UNDEFINED) {
      return;
    }
    FixedArrayDataBlock b =
        structure(
            "Fixed array data block", at, h.dataBlockPrefixSize(g), FixedArrayDataBlock.of(h));
    for (long p = 0; p < h.pages(); p++) {
      if (b.isPageInitialized(p)) {
        Wire.Description<ChunkElements> page = FixedArrayDataBlock.page(h, p);
        structure("Fixed array page", at + h.pageOffset(g, p), h.pageSize(p), page);
      }
    }
  }

  /** Collections are found by their signature: who points at them is data. */
  private void globalHeaps() {
    for (int i = 0; i + 16 <= file.length - base; i += 8) {
      int at = (int) base + i;
      if (file[at] == 'G' && file[at + 1] == 'C' && file[at + 2] == 'O' && file[at + 3] == 'L') {
        try {
          long size = GlobalHeapCollection.sizeOf(g, name, i, at(i));
          structure("Global heap collection", i, size, GlobalHeapCollection::transfer);
        } catch (CorruptFileException | UnsupportedFormatException e) {
          // free space that once was a collection
          visitor.structure("Global heap refused", i, new byte[0], new byte[0]);
        }
      }
    }
  }
}
