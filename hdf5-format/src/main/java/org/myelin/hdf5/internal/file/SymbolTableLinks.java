package org.myelin.hdf5.internal.file;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.format.level1.GroupBTreeNode;
import org.myelin.hdf5.internal.format.level1.LocalHeap;
import org.myelin.hdf5.internal.format.level1.LocalHeapData;
import org.myelin.hdf5.internal.format.level1.SymbolTableEntry;
import org.myelin.hdf5.internal.format.level1.SymbolTableNode;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SymbolTableMessage;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Links in a symbol table: names in a local heap, entries in nodes under a version 1 B-tree.
 *
 * <p>A changed table is written anew as a whole: nodes and names go to new space, and only the
 * tree's root and the heap's header keep their addresses, because parents and superblock may hold
 * copies of those.
 */
final class SymbolTableLinks extends LinkTable {
  private final MetadataIo io;
  private final TreeWidths widths;
  private final List<ObjectHeader.Block> used = new ArrayList<>();
  private long btree = Wire.UNDEFINED;
  private long heap = Wire.UNDEFINED;
  private SymbolTableIndex stored;

  /** Half the entries of symbol table nodes and B-tree nodes, from the superblock. */
  record TreeWidths(int leafK, int internalK) {}

  /** An empty table of a new group. */
  SymbolTableLinks(MetadataIo io, TreeWidths widths) {
    this.io = io;
    this.widths = widths;
  }

  /** The table that a file holds. */
  static SymbolTableLinks read(MetadataIo io, TreeWidths widths, SymbolTableMessage message) {
    SymbolTableLinks t = new SymbolTableLinks(io, widths);
    t.btree = message.btreeAddress();
    t.heap = message.heapAddress();
    t.stored = new SymbolTableIndex(io, widths, t.btree, t.heap);
    t.inFile();
    return t;
  }

  @Override
  protected int patience() {
    return stored.patience();
  }

  @Override
  protected Link seek(String name) {
    return stored.seek(name);
  }

  @Override
  protected void load() {
    used.clear();
    stored.forEach(this::loaded, used);
    stored = null;
  }

  /** Puts the message into a new group's header; its addresses follow at the commit. */
  void create(ObjectHeader header) {
    header.set(MessageType.SYMBOL_TABLE, 0, message(0, 0));
    touched();
  }

  @Override
  public void prepare(Commit commit, ObjectHeader header) {
    if (btree == Wire.UNDEFINED) {
      btree = commit.allocate(GroupBTreeNode.size(io.geometry(), widths.internalK));
      heap = commit.allocate(LocalHeap.size(io.geometry()));
      header.set(MessageType.SYMBOL_TABLE, 0, message(btree, heap));
    }
  }

  private byte[] message(long btreeAddress, long heapAddress) {
    return MessageType.encode(io.geometry(), new SymbolTableMessage(btreeAddress, heapAddress));
  }

  /** The root group's entry in superblocks 0 and 1. */
  SymbolTableEntry asRoot(long headerAddress) {
    return SymbolTableEntry.group(0, headerAddress, btree, heap);
  }

  @Override
  protected void store(Commit commit, ObjectHeader header) {
    used.forEach(b -> commit.release(b.address(), b.size()));
    used.clear();
    LocalHeapData names = LocalHeapData.empty(io.geometry(), heapSize());
    List<long[]> level = leaves(commit, names);
    int height = 0;
    while (level.size() > 2 * widths.internalK) {
      level = inner(commit, level, height++);
    }
    commit.put(
        btree,
        io.encode(
            node(level, height, Wire.UNDEFINED, Wire.UNDEFINED),
            GroupBTreeNode.of(widths.internalK)));
    long data = take(commit, names.size());
    commit.put(data, names.encode());
    commit.put(heap, io.encode(names.header(data), LocalHeap::transfer));
  }

  /** Takes space back. */
  @FunctionalInterface
  interface Release {
    void release(long address, long size);
  }

  /** Gives up the table's space: its links are kept in another way from now on. */
  void abandon(Release sink) {
    used.forEach(b -> sink.release(b.address(), b.size()));
    used.clear();
    if (btree != Wire.UNDEFINED) {
      sink.release(btree, GroupBTreeNode.size(io.geometry(), widths.internalK));
      sink.release(heap, LocalHeap.size(io.geometry()));
    }
  }

  private int heapSize() {
    int size = 88;
    for (Entry e : entries()) {
      size += 8 + Utf8.encode(e.link().name()).length;
      size += e.link().type() == Link.Type.SOFT ? 8 + Utf8.encode(e.link().target()).length : 0;
    }
    return size;
  }

  /** Writes the leaves; returns for each its address and the heap offset of its last name. */
  private List<long[]> leaves(Commit commit, LocalHeapData names) {
    List<long[]> written = new ArrayList<>();
    List<SymbolTableEntry> leaf = new ArrayList<>();
    for (Entry e : entries()) {
      if (leaf.size() == 2 * widths.leafK) {
        written.add(leaf(commit, leaf));
        leaf.clear();
      }
      leaf.add(entry(commit, e, names));
    }
    if (!leaf.isEmpty()) {
      written.add(leaf(commit, leaf));
    }
    return written;
  }

  private static SymbolTableEntry entry(Commit commit, Entry e, LocalHeapData names) {
    long name = names.insert(e.link().name());
    if (e.link().type() == Link.Type.SOFT) {
      return SymbolTableEntry.soft(name, names.insert(e.link().target()));
    }
    SymbolTableLinks group = e.target() == null ? null : commit.symbolTable(e.target());
    return group == null
        ? SymbolTableEntry.hard(name, e.address())
        : SymbolTableEntry.group(name, e.address(), group.btree, group.heap);
  }

  private long[] leaf(Commit commit, List<SymbolTableEntry> entries) {
    long address = take(commit, SymbolTableNode.size(io.geometry(), widths.leafK));
    commit.put(address, io.encode(new SymbolTableNode(entries), SymbolTableNode.of(widths.leafK)));
    return new long[] {address, entries.get(entries.size() - 1).nameOffset()};
  }

  private List<long[]> inner(Commit commit, List<long[]> children, int level) {
    int width = 2 * widths.internalK;
    int nodes = (children.size() + width - 1) / width;
    long[] address = new long[nodes];
    for (int i = 0; i < nodes; i++) {
      address[i] = take(commit, GroupBTreeNode.size(io.geometry(), widths.internalK));
    }
    List<long[]> written = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < nodes; i++) {
      List<long[]> mine = children.subList(i * width, Math.min(children.size(), (i + 1) * width));
      GroupBTreeNode n =
          node(
              mine,
              level,
              i == 0 ? Wire.UNDEFINED : address[i - 1],
              i == nodes - 1 ? Wire.UNDEFINED : address[i + 1]);
      n.keys()[0] = before;
      before = n.keys()[mine.size()];
      commit.put(address[i], io.encode(n, GroupBTreeNode.of(widths.internalK)));
      written.add(new long[] {address[i], before});
    }
    return written;
  }

  /** Key 0 of the first node is the empty name, which lies at offset 0 of every heap. */
  private static GroupBTreeNode node(List<long[]> children, int level, long left, long right) {
    long[] keys = new long[children.size() + 1];
    long[] addresses = new long[children.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = children.get(i)[0];
      keys[i + 1] = children.get(i)[1];
    }
    return new GroupBTreeNode(level, left, right, keys, addresses);
  }

  private long take(Commit commit, long size) {
    long address = commit.allocate(size);
    used.add(new ObjectHeader.Block(address, size));
    return address;
  }
}
