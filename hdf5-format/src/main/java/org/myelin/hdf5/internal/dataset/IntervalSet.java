package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;

/**
 * Disjoint, joined intervals of longs, sorted. Intervals usually come in ascending runs, one run
 * per write: a run is collected by itself and merged in when the next begins, so adding costs no
 * search and no shifting.
 */
final class IntervalSet {
  /** A sorted list of joined intervals. */
  private static final class Run {
    long[] from = new long[8];
    long[] to = new long[8];
    int size;

    /** {@code lo} is not below the start of the last interval. */
    void append(long lo, long hi) {
      if (size > 0 && lo <= to[size - 1]) {
        to[size - 1] = Math.max(to[size - 1], hi);
        return;
      }
      if (size == from.length) {
        from = Arrays.copyOf(from, 2 * size);
        to = Arrays.copyOf(to, 2 * size);
      }
      from[size] = lo;
      to[size++] = hi;
    }

    static Run merge(Run a, Run b) {
      Run merged = new Run();
      int i = 0;
      int j = 0;
      while (i < a.size || j < b.size) {
        if (j == b.size || i < a.size && a.from[i] <= b.from[j]) {
          merged.append(a.from[i], a.to[i++]);
        } else {
          merged.append(b.from[j], b.to[j++]);
        }
      }
      return merged;
    }
  }

  private Run sorted = new Run();
  private Run latest = new Run();

  /** Adds [lo, hi). */
  void add(long lo, long hi) {
    if (lo >= hi) {
      return;
    }
    if (latest.size > 0 && lo < latest.from[latest.size - 1]) {
      settled();
    }
    latest.append(lo, hi);
  }

  private Run settled() {
    if (sorted.size == 0) {
      Run empty = sorted;
      sorted = latest;
      latest = empty;
    } else if (latest.size > 0) {
      sorted = Run.merge(sorted, latest);
      latest = new Run();
    }
    return sorted;
  }

  int size() {
    return settled().size;
  }

  long from(int i) {
    return settled().from[i];
  }

  long to(int i) {
    return settled().to[i];
  }

  long length() {
    Run all = settled();
    long n = 0;
    for (int i = 0; i < all.size; i++) {
      n += all.to[i] - all.from[i];
    }
    return n;
  }

  /** Where places inside the intervals lie when these are put one after the other. */
  Packing packing() {
    return new Packing(settled());
  }

  /** Cheap for places that ascend. */
  static final class Packing {
    private final Run all;
    private final long[] before;
    private int i;

    private Packing(Run all) {
      this.all = all;
      before = new long[all.size];
      for (int k = 1; k < all.size; k++) {
        before[k] = before[k - 1] + all.to[k - 1] - all.from[k - 1];
      }
    }

    long of(long place) {
      if (place < all.from[i] || place >= all.to[i]) {
        i++;
        if (i == all.size || place < all.from[i] || place >= all.to[i]) {
          int found = Arrays.binarySearch(all.from, 0, all.size, place);
          i = found >= 0 ? found : -found - 2;
        }
      }
      return before[i] + place - all.from[i];
    }
  }
}
