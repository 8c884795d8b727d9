package org.myelin.hdf5.internal.chunk;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.myelin.hdf5.ElementRuns;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Selection;

/**
 * A dataspace cut into equal boxes. Chunked data is stored so; contiguous data is handled so too,
 * in boxes that are runs of the block ({@link #rows}), so that both take the same way through reads
 * and writes.
 *
 * @param shape lengths of the dataspace
 * @param tile lengths of a box
 */
public record Grid(long[] shape, long[] tile) {
  /**
   * Boxes of at most {@code maxBytes} (but at least one element) that are each one run of a
   * contiguous block.
   */
  public static Grid rows(long[] shape, long elementSize, long maxBytes) {
    long[] tile = shape.clone();
    long budget = Math.max(1, maxBytes / Math.max(1, elementSize));
    long inner = 1;
    boolean cut = false;
    for (int d = shape.length - 1; d >= 0; d--) {
      if (cut) {
        tile[d] = 1;
      } else if (tile[d] > budget / inner) {
        tile[d] = Math.max(1, budget / inner);
        cut = true;
      }
      inner *= Math.max(1, tile[d]);
    }
    return new Grid(shape, tile);
  }

  /** Number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** Boxes along dimension {@code d}. */
  public long count(int d) {
    return tile[d] == 0 ? 0 : (shape[d] + tile[d] - 1) / tile[d];
  }

  /** Elements of a whole box. */
  public long tileElements() {
    long n = 1;
    for (long t : tile) {
      n = Math.multiplyExact(n, t);
    }
    return n;
  }

  /** The box number of these box coordinates, counting in C order. */
  public long number(long[] scaled) {
    long n = 0;
    for (int d = 0; d < shape.length; d++) {
      n = n * count(d) + scaled[d];
    }
    return n;
  }

  /** The box coordinates of this box number. */
  public long[] scaled(long number) {
    long[] s = new long[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      s[d] = number % count(d);
      number /= count(d);
    }
    return s;
  }

  /** First element of the box, per dimension. */
  public long[] origin(long number) {
    long[] s = scaled(number);
    for (int d = 0; d < s.length; d++) {
      s[d] *= tile[d];
    }
    return s;
  }

  /** First element of the box in a contiguous block of the whole shape, in elements. */
  public long contiguousOffset(long number) {
    long[] origin = origin(number);
    long at = 0;
    for (int d = 0; d < shape.length; d++) {
      at = at * shape[d] + origin[d];
    }
    return at;
  }

  /** Calls with the number of each box that the selection touches, ascending. */
  public void forEach(Selection.Placed selection, LongConsumer box) {
    if (selection.elements() == 0) {
      return;
    }
    if (selection instanceof Hyperslab s) {
      walk(s, 0, 0, box);
    } else {
      Arrays.stream(touched(((ElementRuns) selection).in(shape))).forEach(box);
    }
  }

  /** The boxes that hold one of these elements, ascending. */
  private long[] touched(ElementRuns runs) {
    int inner = Math.max(0, rank() - 1);
    long width = rank() == 0 ? 1 : shape[inner];
    long step = rank() == 0 ? 1 : tile[inner];
    long[] found = new long[64];
    int n = 0;
    for (int i = 0; i < runs.size(); i++) {
      long end = runs.place(i) + runs.length(i);
      for (long at = runs.place(i); at < end; ) {
        if (n == found.length) {
          n = distinct(found, n);
          found = n > found.length / 2 ? Arrays.copyOf(found, 2 * n) : found;
        }
        long box = boxOf(at);
        if (n == 0 || found[n - 1] != box) {
          found[n++] = box;
        }
        long column = at % width;
        // on to the next box of this row, or to the next row
        at += Math.min(width, (column / step + 1) * step) - column;
      }
    }
    return Arrays.copyOf(found, distinct(found, n));
  }

  private static int distinct(long[] found, int n) {
    Arrays.sort(found, 0, n);
    int k = 0;
    for (int i = 0; i < n; i++) {
      if (k == 0 || found[k - 1] != found[i]) {
        found[k++] = found[i];
      }
    }
    return k;
  }

  private long boxOf(long place) {
    long number = 0;
    long factor = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      number += place % shape[d] / tile[d] * factor;
      place /= shape[d];
      factor *= count(d);
    }
    return number;
  }

  private void walk(Hyperslab s, int d, long number, LongConsumer box) {
    if (d == shape.length) {
      box.accept(number);
      return;
    }
    long first = s.startAt(d) / tile[d];
    long last = (s.endAt(d) - 1) / tile[d];
    for (long t = first; t <= last; t++) {
      if (touches(s, d, t * tile[d], Math.min(shape[d], (t + 1) * tile[d]))) {
        walk(s, d + 1, number * count(d) + t, box);
      }
    }
  }

  /** How many boxes the selection may touch; {@link Long#MAX_VALUE} if they are more. */
  public long boxesAround(Hyperslab s) {
    long n = 1;
    for (int d = 0; d < shape.length; d++) {
      long along = (s.endAt(d) - 1) / tile[d] - s.startAt(d) / tile[d] + 1;
      n = n > Long.MAX_VALUE / along ? Long.MAX_VALUE : n * along;
    }
    return n;
  }

  /** Whether the box with these coordinates exists, and the selection, not empty, touches it. */
  public boolean touches(Hyperslab s, long[] scaled) {
    for (int d = 0; d < shape.length; d++) {
      if (scaled[d] < s.startAt(d) / tile[d]
          || scaled[d] > (s.endAt(d) - 1) / tile[d]
          || !touches(s, d, scaled[d] * tile[d], Math.min(shape[d], (scaled[d] + 1) * tile[d]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean touches(Hyperslab s, int d, long from, long to) {
    long past = from - s.startAt(d);
    if (past < 0 || s.blocks(d) == 1) {
      return true;
    }
    long inStride = past % s.strideAt(d);
    long next = inStride < s.blockLength(d) ? from : from + s.strideAt(d) - inStride;
    return next < to && next < s.endAt(d);
  }
}
