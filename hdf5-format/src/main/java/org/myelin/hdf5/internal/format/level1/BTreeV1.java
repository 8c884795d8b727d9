package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/** What both kinds of version 1 B-tree node share. Specification: III.A.1. */
final class BTreeV1 {
  static final int GROUP = 0;
  static final int CHUNKS = 1;

  private BTreeV1() {}

  /** The fields before the first key. */
  record Head(int level, int used, long left, long right) {
    static Head transfer(Wire w, Head h, int type, int k) {
      w.signature("TREE");
      w.constant("node type", 1, type);
      int level = w.u8("node level", h, Head::level);
      int used = w.u16("entries used", h, Head::used);
      if (used > 2 * k) {
        throw w.corrupt("entries used", used, "at most " + 2 * k + " (twice the k of this tree)");
      }
      long left = w.offset("left sibling", h, Head::left);
      long right = w.offset("right sibling", h, Head::right);
      return new Head(level, used, left, right);
    }
  }

  static int nodeSize(Geometry g, int k, int keySize) {
    int o = g.sizeOfOffsets();
    return 8 + 2 * o + 2 * k * o + (2 * k + 1) * keySize;
  }
}
