package org.myelin.hdf5.internal.dataset;

import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Selection;

/**
 * A hyperslab without end in one dimension: it has a block, or a number of blocks, that goes on as
 * far as there is data. A slice is all that it selects at one index of that dimension.
 */
record UnlimitedSlab(Hyperslab slab, int dimension) {
  /** The dimension without end, or -1. */
  static int dimension(Hyperslab slab) {
    for (int d = 0; d < slab.rank(); d++) {
      if (slab.countAt(d) < 0 || slab.blockAt(d) < 0) {
        return d;
      }
    }
    return -1;
  }

  private long start() {
    return slab.startAt(dimension);
  }

  private boolean isOneBlock() {
    return slab.blockAt(dimension) < 0;
  }

  /** Number of slices below this extent. */
  long slices(long extent) {
    long room = Math.max(0, extent - start());
    if (isOneBlock()) {
      return room;
    }
    long stride = slab.strideAt(dimension);
    long block = slab.blockAt(dimension);
    return room / stride * block + Math.min(room % stride, block);
  }

  /**
   * The extent that so many slices need; too large a number if there is none.
   *
   * @param toNext whether a gap behind the last of them belongs to it
   */
  long extent(long slices, boolean toNext) {
    if (slices == 0) {
      return toNext ? start() : 0;
    }
    long block = isOneBlock() ? 1 : slab.blockAt(dimension);
    long stride = isOneBlock() ? 1 : slab.strideAt(dimension);
    long whole = slices / block;
    long rest = slices % block;
    if (whole > (Long.MAX_VALUE - start() - block) / stride || start() + block < 0) {
      return Long.MAX_VALUE;
    }
    return rest == 0 && !toNext
        ? start() + (whole - 1) * stride + block
        : start() + whole * stride + rest;
  }

  /** The selection with so many slices. */
  Selection limited(long slices) {
    if (slices == 0) {
      return Selection.none();
    }
    if (isOneBlock()) {
      return with(start(), 1, slices);
    }
    long block = slab.blockAt(dimension);
    long whole = slices / block;
    long rest = slices % block;
    Hyperslab tail = with(start() + whole * slab.strideAt(dimension), 1, rest);
    if (rest == 0 || whole == 0) {
      return rest == 0 ? with(start(), whole, block) : tail;
    }
    return Selection.union(with(start(), whole, block), tail);
  }

  /** The block of this number alone. */
  Hyperslab block(long number) {
    return with(start() + number * slab.strideAt(dimension), 1, slab.blockAt(dimension));
  }

  private Hyperslab with(long start, long count, long block) {
    int rank = slab.rank();
    long[][] v = new long[4][rank];
    for (int d = 0; d < rank; d++) {
      boolean here = d == dimension;
      v[0][d] = here ? start : slab.startAt(d);
      v[1][d] = here && count == 1 ? Math.max(1, block) : slab.strideAt(d);
      v[2][d] = here ? count : slab.countAt(d);
      v[3][d] = here ? block : slab.blockAt(d);
    }
    return Hyperslab.start(v[0]).stride(v[1]).count(v[2]).block(v[3]);
  }
}
