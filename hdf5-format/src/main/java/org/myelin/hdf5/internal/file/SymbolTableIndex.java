package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.format.level1.GroupBTreeNode;
import org.myelin.hdf5.internal.format.level1.LocalHeap;
import org.myelin.hdf5.internal.format.level1.LocalHeapData;
import org.myelin.hdf5.internal.format.level1.SymbolTableEntry;
import org.myelin.hdf5.internal.format.level1.SymbolTableNode;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Utf8;

/** The symbol table that a file holds, read in part or as a whole. Not thread-safe. */
final class SymbolTableIndex {
  /**
   * Nodes of one tree level may not be more than this many levels apart from the leaves; more is a
   * loop.
   */
  private static final int MAX_LEVEL = 32;

  private static final int MOST_KEPT_NODES = 1024;

  private final MetadataIo io;
  private final SymbolTableLinks.TreeWidths widths;
  private final long btree;
  private final long heap;
  private final Map<Long, GroupBTreeNode> nodes = new HashMap<>();
  private LocalHeap heapHeader;
  private LocalHeapData names;

  SymbolTableIndex(MetadataIo io, SymbolTableLinks.TreeWidths widths, long btree, long heap) {
    this.io = io;
    this.widths = widths;
    this.btree = btree;
    this.heap = heap;
  }

  private LocalHeapData names() {
    if (names == null) {
      heapHeader = io.read("Local heap", heap, LocalHeap.size(io.geometry()), LocalHeap::transfer);
      ByteBuffer bytes =
          io.bytes("Local heap data", heapHeader.dataAddress(), heapHeader.dataSize());
      names = LocalHeapData.read(io.geometry(), io.file(), heapHeader, bytes);
    }
    return names;
  }

  // ---- one link

  /** About as many as the tree has leaves: each look-up parses one of them. */
  int patience() {
    GroupBTreeNode root = kept(btree, MAX_LEVEL);
    double leaves = root.children().length * Math.pow(widths.internalK(), root.level());
    return (int) Math.min(leaves, Integer.MAX_VALUE);
  }

  /** The link of this name, or null. */
  Link seek(String name) {
    byte[] wanted = Utf8.encode(name);
    GroupBTreeNode n = kept(btree, MAX_LEVEL);
    while (true) {
      int i = child(n, wanted);
      if (i == n.children().length) {
        return null;
      }
      if (n.level() == 0) {
        return inLeaf(n.children()[i], wanted);
      }
      n = kept(n.children()[i], n.level() - 1);
    }
  }

  /** The first child whose last name is not before the wanted one. */
  private int child(GroupBTreeNode n, byte[] wanted) {
    int low = 0;
    int high = n.children().length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (names().compare(n.keys()[middle + 1], wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Link inLeaf(long address, byte[] wanted) {
    List<SymbolTableEntry> entries = leaf(address).entries();
    int low = 0;
    int high = entries.size() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int c = names().compare(entries.get(middle).nameOffset(), wanted);
      if (c == 0) {
        return link(entries.get(middle));
      }
      if (c < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  private GroupBTreeNode kept(long address, int maxLevel) {
    GroupBTreeNode n = nodes.get(address);
    if (n == null || n.level() > maxLevel) {
      n = node(address, maxLevel);
      if (nodes.size() == MOST_KEPT_NODES) {
        nodes.clear();
      }
      nodes.put(address, n);
    }
    return n;
  }

  // ---- all links

  /**
   * Calls with each link.
   *
   * @param used gets the blocks that a table in new space would set free
   */
  void forEach(Consumer<Link> consumer, List<ObjectHeader.Block> used) {
    names();
    used.add(new ObjectHeader.Block(heapHeader.dataAddress(), heapHeader.dataSize()));
    walk(btree, MAX_LEVEL, consumer, used, new HashSet<>());
  }

  private void walk(
      long address,
      int maxLevel,
      Consumer<Link> consumer,
      List<ObjectHeader.Block> used,
      Set<Long> seen) {
    if (!seen.add(address)) {
      throw io.corrupt(
          "Group B-tree node", "address", address, "a node that was passed before", "a tree");
    }
    GroupBTreeNode n = node(address, maxLevel);
    if (address != btree) {
      used.add(
          new ObjectHeader.Block(address, GroupBTreeNode.size(io.geometry(), widths.internalK())));
    }
    for (long child : n.children()) {
      if (n.level() > 0) {
        walk(child, n.level() - 1, consumer, used, seen);
      } else {
        used.add(
            new ObjectHeader.Block(child, SymbolTableNode.size(io.geometry(), widths.leafK())));
        leaf(child).entries().forEach(e -> consumer.accept(link(e)));
      }
    }
  }

  private GroupBTreeNode node(long address, int maxLevel) {
    GroupBTreeNode n =
        io.read(
            "Group B-tree node",
            address,
            GroupBTreeNode.size(io.geometry(), widths.internalK()),
            GroupBTreeNode.of(widths.internalK()));
    if (n.level() > maxLevel) {
      throw io.corrupt(
          "Group B-tree node", "node level", address, "" + n.level(), "at most " + maxLevel);
    }
    return n;
  }

  private SymbolTableNode leaf(long address) {
    return io.read(
        "Symbol table node",
        address,
        SymbolTableNode.size(io.geometry(), widths.leafK()),
        SymbolTableNode.of(widths.leafK()));
  }

  private Link link(SymbolTableEntry e) {
    String name = names().text(e.nameOffset());
    if (name.isEmpty()) {
      throw io.corrupt(
          "Symbol table entry",
          "link name offset",
          heap,
          "an empty name at " + e.nameOffset(),
          "a name");
    }
    Link link =
        e.cacheType() == SymbolTableEntry.SOFT_LINK
            ? Link.soft(name, names().text(e.softLinkOffset()))
            : Link.hard(name, e.headerAddress());
    // this form of group has no word for the character set, so libhdf5 takes all for ASCII
    return link.with(CharacterSet.ASCII, -1);
  }
}
