package org.myelin.hdf5.internal.dump;

import org.myelin.hdf5.Hyperslab;

/**
 * A box of a dataspace cut into boxes of at most some elements, in C order, so that the elements of
 * one follow those of the one before.
 */
public final class ElementBlocks {
  private final long[] start;
  private final long[] shape;
  private final long[] block;
  private final long[] at;
  private boolean ended;

  /**
   * @param start of the box
   * @param shape of the box; without elements there is no block
   * @param most elements of a block; 1 if less
   */
  public ElementBlocks(long[] start, long[] shape, long most) {
    this.start = start;
    this.shape = shape;
    this.block = new long[shape.length];
    this.at = new long[shape.length];
    long rest = Math.max(1, most);
    for (int d = shape.length - 1; d >= 0; d--) {
      block[d] = Math.min(shape[d], Math.max(1, rest));
      rest /= Math.max(1, block[d]);
      ended |= shape[d] == 0;
    }
  }

  /** The next box, or null. */
  public Hyperslab next() {
    if (ended) {
      return null;
    }
    long[] from = new long[shape.length];
    long[] count = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      from[d] = start[d] + at[d];
      count[d] = Math.min(block[d], shape[d] - at[d]);
    }
    ended = true;
    for (int d = shape.length - 1; d >= 0 && ended; d--) {
      at[d] += block[d];
      ended = at[d] >= shape[d];
      at[d] = ended ? 0 : at[d];
    }
    return Hyperslab.start(from).count(count);
  }
}
