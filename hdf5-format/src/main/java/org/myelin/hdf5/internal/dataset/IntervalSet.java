package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;

/** Disjoint, joined intervals of longs, sorted. Adding in ascending order costs nothing extra. */
final class IntervalSet {
  private long[] from = new long[8];
  private long[] to = new long[8];
  private int size;

  void add(long lo, long hi) {
    if (lo >= hi) {
      return;
    }
    if (size > 0 && lo >= from[size - 1] && lo <= to[size - 1]) {
      to[size - 1] = Math.max(to[size - 1], hi);
      return;
    }
    int i = size;
    if (size > 0 && lo < from[size - 1]) {
      i = Arrays.binarySearch(from, 0, size, lo);
      i = i < 0 ? -i - 1 : i;
      if (i > 0 && to[i - 1] >= lo) {
        i--;
        lo = from[i];
        hi = Math.max(hi, to[i]);
      }
    }
    int j = i;
    while (j < size && from[j] <= hi) {
      hi = Math.max(hi, to[j++]);
    }
    replace(i, j, lo, hi);
  }

  /** Puts one interval in the place of those from {@code i} to before {@code j}. */
  private void replace(int i, int j, long lo, long hi) {
    int grown = size - (j - i) + 1;
    if (grown > from.length) {
      from = Arrays.copyOf(from, from.length * 2);
      to = Arrays.copyOf(to, to.length * 2);
    }
    System.arraycopy(from, j, from, i + 1, size - j);
    System.arraycopy(to, j, to, i + 1, size - j);
    from[i] = lo;
    to[i] = hi;
    size = grown;
  }

  int size() {
    return size;
  }

  long from(int i) {
    return from[i];
  }

  long to(int i) {
    return to[i];
  }

  long length() {
    long n = 0;
    for (int i = 0; i < size; i++) {
      n += to[i] - from[i];
    }
    return n;
  }
}
