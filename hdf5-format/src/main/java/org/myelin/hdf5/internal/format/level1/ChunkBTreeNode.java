package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.format.level1.BTreeV1.Head;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * A node of the B-tree that finds chunks. Specification: III.A.1, type 1.
 *
 * <p>Key i is the first chunk below child i; the last key lies behind the last chunk. Offsets are
 * in elements, with one more dimension at the end for the element's bytes (0, or the element size
 * in the last key).
 *
 * @param level 0: children are chunks
 * @param left sibling, or undefined
 * @param right sibling, or undefined
 * @param chunkSizes stored bytes of the chunk of each key, one more than children
 * @param filterMasks bit i set: filter i was left out
 * @param offsets of each key, rank + 1 numbers each
 * @param children addresses
 */
public record ChunkBTreeNode(
    int level,
    long left,
    long right,
    long[] chunkSizes,
    int[] filterMasks,
    long[][] offsets,
    long[] children) {
  /** Bytes that a node takes whatever it holds; {@code k} is the indexed storage k. */
  public static int size(Geometry g, int k, int rank) {
    return BTreeV1.nodeSize(g, k, keySize(rank));
  }

  private static int keySize(int rank) {
    return 8 + 8 * (rank + 1);
  }

  /**
   * The description for this k and dataset rank (without the dimension for the element's bytes).
   */
  public static Wire.Description<ChunkBTreeNode> of(int k, int rank) {
    return (w, n) -> transfer(w, n, k, rank);
  }

  private static ChunkBTreeNode transfer(Wire w, ChunkBTreeNode n, int k, int rank) {
    Head h = n == null ? null : new Head(n.level, n.children.length, n.left, n.right);
    h = Head.transfer(w, h, BTreeV1.CHUNKS, k);
    int used = w.count("entries used", h.used(), keySize(rank) + w.geometry().sizeOfOffsets());
    long[] sizes = new long[used + 1];
    int[] masks = new int[used + 1];
    long[][] offsets = new long[used + 1][rank + 1];
    long[] children = new long[used];
    // an empty node has no key either, though its room for one may hold anything
    for (int i = 0; used > 0 && i <= used; i++) {
      sizes[i] = w.u32("chunk size", n == null ? 0 : n.chunkSizes[i]);
      masks[i] = (int) w.u32("filter mask", n == null ? 0 : n.filterMasks[i] & 0xffffffffL);
      for (int d = 0; d <= rank; d++) {
        long at = w.u64("chunk offset", n == null ? 0 : n.offsets[i][d]);
        if (at < 0) {
          throw w.corrupt("chunk offset", Long.toUnsignedString(at), "an offset below 2^63");
        }
        offsets[i][d] = at;
      }
      if (i < used) {
        children[i] = w.offset("child", n == null ? 0 : n.children[i]);
      }
    }
    w.slack("unused entries", size(w.geometry(), k, rank) - w.position());
    return new ChunkBTreeNode(h.level(), h.left(), h.right(), sizes, masks, offsets, children);
  }
}
