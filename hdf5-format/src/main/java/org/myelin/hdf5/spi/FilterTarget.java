package org.myelin.hdf5.spi;

import org.myelin.hdf5.Datatype;

/**
 * The dataset that a filter is to be set up for.
 *
 * @param type the stored element type
 * @param chunkShape lengths of a chunk in elements
 * @param fill one element in stored form that stands for what was never written; null for zeros
 */
public record FilterTarget(Datatype type, long[] chunkShape, byte[] fill) {
  /** Copies the arrays. */
  public FilterTarget {
    chunkShape = chunkShape.clone();
    fill = fill == null ? null : fill.clone();
  }

  @Override
  public long[] chunkShape() {
    return chunkShape.clone();
  }

  @Override
  public byte[] fill() {
    return fill == null ? null : fill.clone();
  }

  /** Bytes of an element. */
  public int elementSize() {
    return Math.toIntExact(type.size());
  }

  /** Elements of a chunk; chunks have less than 4 GiB. */
  public long chunkElements() {
    long n = 1;
    for (long length : chunkShape) {
      n = Math.multiplyExact(n, length);
    }
    return n;
  }
}
