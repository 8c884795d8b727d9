package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;
import org.myelin.hdf5.Hyperslab;

/**
 * In one dimension, the runs of indices that a selection and an interval have in common: where each
 * begins in the interval, where in the packed selection, and how long it is.
 */
final class Segments {
  final long[] box;
  final long[] packed;
  final long[] length;

  private Segments(long[] box, long[] packed, long[] length) {
    this.box = box;
    this.packed = packed;
    this.length = length;
  }

  int size() {
    return box.length;
  }

  /** One segment that covers {@code n} indices of the interval and is all of the selection. */
  boolean isWhole(long n, long extent) {
    return box.length == 1 && length[0] == n && extent == n;
  }

  /** Selection ∩ [from, to) in dimension {@code d}. */
  static Segments of(Hyperslab s, int d, long from, long to) {
    long blockLength = s.blockLength(d);
    long stride = s.strideAt(d);
    long blocks = s.blocks(d);
    long first = from <= s.startAt(d) || blocks == 1 ? 0 : (from - s.startAt(d)) / stride;
    long end =
        blocks == 1 ? 1 : Math.min(blocks, Math.max(0, (to - s.startAt(d) + stride - 1) / stride));
    int n = Math.toIntExact(Math.max(0, end - first));
    long[] box = new long[n];
    long[] packed = new long[n];
    long[] length = new long[n];
    int k = 0;
    for (long b = first; b < end; b++) {
      long blockStart = s.startAt(d) + b * stride;
      long lo = Math.max(from, blockStart);
      long hi = Math.min(to, blockStart + blockLength);
      if (lo < hi) {
        box[k] = lo - from;
        packed[k] = b * blockLength + lo - blockStart;
        length[k++] = hi - lo;
      }
    }
    return k == n
        ? new Segments(box, packed, length)
        : new Segments(Arrays.copyOf(box, k), Arrays.copyOf(packed, k), Arrays.copyOf(length, k));
  }

  /**
   * What two selections have in common: {@code box} is then the place in the packed form of {@code
   * a}.
   */
  static Segments common(Hyperslab a, Hyperslab b, int d) {
    long[] box = new long[4];
    long[] packed = new long[4];
    long[] length = new long[4];
    int k = 0;
    long i = 0;
    long j = 0;
    while (i < a.blocks(d) && j < b.blocks(d)) {
      long aStart = a.startAt(d) + i * a.strideAt(d);
      long bStart = b.startAt(d) + j * b.strideAt(d);
      long lo = Math.max(aStart, bStart);
      long hi = Math.min(aStart + a.blockLength(d), bStart + b.blockLength(d));
      if (lo < hi) {
        if (k == box.length) {
          box = Arrays.copyOf(box, 2 * k);
          packed = Arrays.copyOf(packed, 2 * k);
          length = Arrays.copyOf(length, 2 * k);
        }
        box[k] = i * a.blockLength(d) + lo - aStart;
        packed[k] = j * b.blockLength(d) + lo - bStart;
        length[k++] = hi - lo;
      }
      if (aStart + a.blockLength(d) <= bStart + b.blockLength(d)) {
        i = next(a, d, i, bStart);
      } else {
        j = next(b, d, j, aStart);
      }
    }
    return new Segments(Arrays.copyOf(box, k), Arrays.copyOf(packed, k), Arrays.copyOf(length, k));
  }

  /** The block after {@code i}, or the first that may reach past {@code from} if that is later. */
  private static long next(Hyperslab s, int d, long i, long from) {
    long past = from - s.startAt(d) - s.blockLength(d);
    return s.blocks(d) == 1 || past < 0 ? i + 1 : Math.max(i + 1, past / s.strideAt(d));
  }
}
