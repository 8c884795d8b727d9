package org.myelin.hdf5.internal.chunk;

import org.myelin.hdf5.Dataspace;

/**
 * How arrays number the chunks of a dataset: in C order of its largest shape, but with an unlimited
 * dimension moved to the front, so that numbers stay when it grows.
 */
final class GrowingGrid {
  private final Grid maximal;
  private final int unlimited;

  /**
   * @param maxShape with at most one unlimited dimension; of several the first counts
   */
  GrowingGrid(long[] maxShape, long[] chunk) {
    this.maximal = new Grid(maxShape, chunk);
    int u = -1;
    for (int d = maxShape.length - 1; d >= 0; d--) {
      u = maxShape[d] == Dataspace.UNLIMITED ? d : u;
    }
    this.unlimited = u;
  }

  /** Whether no chunk can ever be. */
  boolean isEmpty() {
    for (int d = 0; d < maximal.rank(); d++) {
      if (d != unlimited && maximal.count(d) <= 0) {
        return true;
      }
    }
    return false;
  }

  /** Number of chunks; {@link Long#MAX_VALUE} if they are more, or unlimited. */
  long chunks() {
    long n = 1;
    for (int d = 0; d < maximal.rank(); d++) {
      long c = d == unlimited ? Long.MAX_VALUE : maximal.count(d);
      n = c == 0 ? 0 : n > Long.MAX_VALUE / c ? Long.MAX_VALUE : n * c;
    }
    return n;
  }

  /** The number of the chunk with these coordinates, counted in chunks. */
  long number(long[] scaled) {
    long n = unlimited < 0 ? 0 : scaled[unlimited];
    for (int d = 0; d < scaled.length; d++) {
      if (d != unlimited) {
        n = Math.addExact(Math.multiplyExact(n, maximal.count(d)), scaled[d]);
      }
    }
    return n;
  }

  /** The coordinates, counted in chunks, of a number. */
  long[] scaled(long number) {
    long[] s = new long[maximal.rank()];
    for (int d = s.length - 1; d >= 0; d--) {
      if (d != unlimited) {
        s[d] = number % maximal.count(d);
        number /= maximal.count(d);
      }
    }
    if (unlimited >= 0) {
      s[unlimited] = number;
    }
    return s;
  }
}
