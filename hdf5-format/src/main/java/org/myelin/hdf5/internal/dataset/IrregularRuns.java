package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;
import org.myelin.hdf5.ElementRuns;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.internal.chunk.Grid;

/** Runs of selections that are no hyperslabs, as triples of box, packed and length. */
final class IrregularRuns {
  private long[] triples = new long[48];
  private int size;

  private IrregularRuns() {}

  private void add(long box, long packed, long length) {
    if (size > 0
        && triples[size - 3] + triples[size - 1] == box
        && triples[size - 2] + triples[size - 1] == packed) {
      triples[size - 1] += length;
      return;
    }
    if (size == triples.length) {
      triples = Arrays.copyOf(triples, 2 * size);
    }
    triples[size++] = box;
    triples[size++] = packed;
    triples[size++] = length;
  }

  private long[] list() {
    return Arrays.copyOf(triples, size);
  }

  /** Selection ∩ one box of the grid; places in the box count in whole boxes. */
  static long[] in(ElementRuns given, Grid grid, long number) {
    ElementRuns runs = given.in(grid.shape());
    IrregularRuns found = new IrregularRuns();
    long[] shape = grid.shape();
    int rank = shape.length;
    if (rank == 0) {
      found.addRow(runs, 0, 0, 1, 0);
      return found.list();
    }
    long[] tile = grid.tile();
    long[] origin = grid.origin(number);
    long width = Math.min(shape[rank - 1], origin[rank - 1] + tile[rank - 1]) - origin[rank - 1];
    long[] at = origin.clone();
    int run = 0;
    // row by row of the box, as far as there are runs
    while (run < runs.size()) {
      long place = 0;
      long box = 0;
      for (int d = 0; d < rank; d++) {
        place = place * shape[d] + at[d];
        box = box * tile[d] + at[d] - origin[d];
      }
      run = found.addRow(runs, run, place, width, box);
      int d = rank - 2;
      while (d >= 0 && ++at[d] == Math.min(shape[d], origin[d] + tile[d])) {
        at[d] = origin[d];
        d--;
      }
      if (d < 0) {
        break;
      }
    }
    return found.list();
  }

  /** The elements in [from, from + width), which lie at {@code box} on; returns where to go on. */
  private int addRow(ElementRuns runs, int first, long from, long width, long box) {
    long end = from + width;
    int i = runs.search(first, from);
    int next = i;
    for (; i < runs.size() && runs.place(i) < end; i++) {
      long low = Math.max(from, runs.place(i));
      long high = Math.min(end, runs.place(i) + runs.length(i));
      add(box + low - from, runs.packed(i) + low - runs.place(i), high - low);
      next = high < runs.place(i) + runs.length(i) ? i : i + 1;
    }
    return next;
  }

  /** What two selections have in common; the box is the packed form of {@code a}. */
  static long[] common(Selection.Placed a, Selection.Placed b, long[] shape) {
    IrregularRuns found = new IrregularRuns();
    long[] x = linear(a, shape);
    long[] y = linear(b, shape);
    int first = 0;
    for (int j = 0; j < y.length; j += 3) {
      // x holds no element twice, so its runs end in order; y's begin in order
      while (first < x.length && x[first] + x[first + 2] <= y[j]) {
        first += 3;
      }
      long end = y[j] + y[j + 2];
      for (int i = first; i < x.length && x[i] < end; i += 3) {
        long low = Math.max(x[i], y[j]);
        long high = Math.min(x[i] + x[i + 2], end);
        found.add(x[i + 1] + low - x[i], y[j + 1] + low - y[j], high - low);
      }
    }
    return found.list();
  }

  /** Runs as places in the whole dataspace. */
  private static long[] linear(Selection.Placed s, long[] shape) {
    IrregularRuns found = new IrregularRuns();
    if (s instanceof Hyperslab slab) {
      if (slab.elements() > 0) {
        Runs.of(slab, new Grid(shape, shape), 0).forEach(found::add);
      }
    } else {
      ElementRuns runs = ((ElementRuns) s).in(shape);
      for (int i = 0; i < runs.size(); i++) {
        found.add(runs.place(i), runs.packed(i), runs.length(i));
      }
    }
    return found.list();
  }
}
