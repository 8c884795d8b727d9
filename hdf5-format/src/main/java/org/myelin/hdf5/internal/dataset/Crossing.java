package org.myelin.hdf5.internal.dataset;

import org.myelin.hdf5.ElementRuns;
import org.myelin.hdf5.Hyperslab;

/**
 * What a hyperslab and an irregular selection have in common, found run by run of the irregular
 * one: the hyperslab, which a file may make as large as it likes, is never written out.
 */
final class Crossing {
  private final Hyperslab slab;
  private final long[] shape;

  Crossing(Hyperslab slab, long[] shape) {
    this.slab = slab;
    this.shape = shape;
  }

  /** Calls with the places in the packed hyperslab and in the packed irregular selection. */
  void forEach(ElementRuns selection, Runs.Consumer consumer) {
    ElementRuns runs = selection.in(shape);
    long inner = shape.length == 0 ? 1 : shape[shape.length - 1];
    for (int i = 0; i < runs.size(); i++) {
      for (long done = 0; done < runs.length(i); ) {
        long at = runs.place(i) + done;
        long n = Math.min(runs.length(i) - done, inner - at % inner);
        row(at, runs.packed(i) + done, n, consumer);
        done += n;
      }
    }
  }

  private void row(long at, long to, long n, Runs.Consumer consumer) {
    int last = shape.length - 1;
    if (last < 0) {
      consumer.run(0, to, n);
      return;
    }
    long column = at % shape[last];
    long packed = 0;
    long factor = slab.extentAt(last);
    long rest = at / shape[last];
    for (int d = last - 1; d >= 0; d--) {
      long index = index(d, rest % shape[d]);
      if (index < 0) {
        return;
      }
      packed += index * factor;
      factor *= slab.extentAt(d);
      rest /= shape[d];
    }
    Segments s = Segments.of(slab, last, column, column + n);
    for (int i = 0; i < s.size(); i++) {
      consumer.run(packed + s.packed[i], to + s.box[i], s.length[i]);
    }
  }

  /** The number of this index among those selected in a dimension, or -1. */
  private long index(int d, long at) {
    long past = at - slab.startAt(d);
    if (past < 0 || at >= slab.endAt(d)) {
      return -1;
    }
    if (slab.blocks(d) == 1) {
      return past;
    }
    long inBlock = past % slab.strideAt(d);
    return inBlock < slab.blockLength(d)
        ? past / slab.strideAt(d) * slab.blockLength(d) + inBlock
        : -1;
  }
}
