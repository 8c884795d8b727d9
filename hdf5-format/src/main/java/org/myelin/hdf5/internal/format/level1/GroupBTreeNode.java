package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.format.level1.BTreeV1.Head;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * A node of the B-tree that finds a link's symbol table node by name. Specification: III.A.1, type
 * 0.
 *
 * <p>Child i holds the names that are greater than key i and not greater than key i + 1.
 *
 * @param level 0: children are symbol table nodes
 * @param left sibling, or undefined
 * @param right sibling, or undefined
 * @param keys offsets of names in the local heap, one more than children; the only key of an empty
 *     node means nothing
 * @param children addresses
 */
public record GroupBTreeNode(int level, long left, long right, long[] keys, long[] children) {
  /** Bytes that a node takes whatever it holds; {@code k} is the superblock's group internal k. */
  public static int size(Geometry g, int k) {
    return BTreeV1.nodeSize(g, k, g.sizeOfLengths());
  }

  /** The description for this k. */
  public static Wire.Description<GroupBTreeNode> of(int k) {
    return (w, n) -> transfer(w, n, k);
  }

  private static GroupBTreeNode transfer(Wire w, GroupBTreeNode n, int k) {
    Head h = n == null ? null : new Head(n.level, n.children.length, n.left, n.right);
    h = Head.transfer(w, h, BTreeV1.GROUP, k);
    Geometry g = w.geometry();
    int used = w.count("entries used", h.used(), g.sizeOfLengths() + g.sizeOfOffsets());
    long[] keys = new long[used + 1];
    long[] children = new long[used];
    // an empty node has no key either, though its room for one may hold anything
    for (int i = 0; used > 0 && i <= used; i++) {
      keys[i] = w.length("key", n == null ? 0 : n.keys[i]);
      if (i < used) {
        children[i] = w.offset("child", n == null ? 0 : n.children[i]);
      }
    }
    w.slack("unused entries", size(g, k) - w.position());
    return new GroupBTreeNode(h.level(), h.left(), h.right(), keys, children);
  }
}
