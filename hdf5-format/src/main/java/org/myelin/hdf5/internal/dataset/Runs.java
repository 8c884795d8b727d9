package org.myelin.hdf5.internal.dataset;

import org.myelin.hdf5.ElementRuns;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.internal.chunk.Grid;

/**
 * The elements that a selection and a box have in common, as runs: place in the box, place in the
 * packed selection, length. Runs come in the box's C order and are as long as both sides allow;
 * those of a hyperslab are never held as a list.
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
  // of irregular selections: box, packed, length one after the other; else null
  private final long[] list;

  private Runs(long[] list) {
    this.segments = null;
    this.boxStride = null;
    this.packedStride = null;
    this.innermost = 0;
    this.list = list;
    long n = 0;
    for (int i = 2; i < list.length; i += 3) {
      n += list[i];
    }
    this.elements = n;
  }

  private Runs(Segments[] segments, long[] boxShape, long[] extents) {
    this.segments = segments;
    this.list = null;
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
  public static Runs of(Selection.Placed placed, Grid grid, long number) {
    if (placed instanceof ElementRuns runs) {
      return new Runs(IrregularRuns.in(runs, grid, number));
    }
    Hyperslab selection = (Hyperslab) placed;
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
   * What two selections of a dataspace of this shape have in common; the box is the packed form of
   * {@code a}, which holds no element twice.
   */
  public static Runs common(Selection.Placed a, Selection.Placed b, long[] shape) {
    return a instanceof Hyperslab x && b instanceof Hyperslab y
        ? regular(x, y)
        : new Runs(IrregularRuns.common(a, b, shape));
  }

  private static Runs regular(Hyperslab a, Hyperslab b) {
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
    if (list != null) {
      for (int i = 0; i < list.length; i += 3) {
        consumer.run(list[i], list[i + 1], list[i + 2]);
      }
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
