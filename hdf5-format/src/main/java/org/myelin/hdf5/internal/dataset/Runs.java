package org.myelin.hdf5.internal.dataset;

import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.internal.chunk.Grid;

/**
 * The elements that a selection and a box have in common, as runs: place in the box, place in the
 * packed selection, length. Runs come in C order, so both places ascend, and are as long as both
 * sides allow. Never held as a list.
 */
public final class Runs {
  /** Receives one run; all three in elements. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * A run of {@code length} elements at {@code box} in the box and at {@code packed} in the
     * packed selection.
     */
    void run(long box, long packed, long length);
  }

  private final Segments[] segments;
  private final long[] boxStride;
  private final long[] packedStride;
  private final int innermost;
  private final long elements;

  private Runs(Segments[] segments, long[] boxShape, long[] extents) {
    this.segments = segments;
    int rank = segments.length;
    boxStride = strides(boxShape);
    packedStride = strides(extents);
    int d = rank - 1;
    while (d > 0 && segments[d].isWhole(boxShape[d], extents[d])) {
      d--;
    }
    innermost = d;
    long n = 1;
    for (Segments s : segments) {
      long inDimension = 0;
      for (long l : s.length) {
        inDimension += l;
      }
      n *= inDimension;
    }
    elements = n;
  }

  /**
   * Selection ∩ the box of the grid with this number; places in the box count in whole boxes, also
   * at the edges.
   */
  public static Runs of(Hyperslab selection, Grid grid, long number) {
    int rank = grid.rank();
    long[] origin = grid.origin(number);
    Segments[] segments = new Segments[rank];
    for (int d = 0; d < rank; d++) {
      segments[d] =
          Segments.of(
              selection, d, origin[d], Math.min(grid.shape()[d], origin[d] + grid.tile()[d]));
    }
    return new Runs(segments, grid.tile(), extents(selection));
  }

  /**
   * What two selections of one dataspace have in common; the box is the packed form of {@code a}.
   */
  public static Runs common(Hyperslab a, Hyperslab b) {
    Segments[] segments = new Segments[a.rank()];
    for (int d = 0; d < segments.length; d++) {
      segments[d] = Segments.common(a, b, d);
    }
    return new Runs(segments, extents(a), extents(b));
  }

  /** Number of elements of all runs. */
  public long elements() {
    return elements;
  }

  /** Calls with each run. */
  public void forEach(Consumer consumer) {
    if (elements == 0) {
      return;
    }
    if (segments.length == 0) {
      consumer.run(0, 0, 1);
      return;
    }
    walk(0, 0, 0, consumer);
  }

  private void walk(int d, long box, long packed, Consumer consumer) {
    Segments s = segments[d];
    long bs = boxStride[d];
    long ps = packedStride[d];
    for (int i = 0; i < s.size(); i++) {
      if (d == innermost) {
        consumer.run(box + s.box[i] * bs, packed + s.packed[i] * ps, s.length[i] * bs);
      } else {
        for (long k = 0; k < s.length[i]; k++) {
          walk(d + 1, box + (s.box[i] + k) * bs, packed + (s.packed[i] + k) * ps, consumer);
        }
      }
    }
  }

  private static long[] extents(Hyperslab s) {
    long[] e = new long[s.rank()];
    for (int d = 0; d < e.length; d++) {
      e[d] = s.extentAt(d);
    }
    return e;
  }

  private static long[] strides(long[] shape) {
    long[] s = new long[shape.length];
    long n = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      s[d] = n;
      n *= shape[d];
    }
    return s;
  }
}
