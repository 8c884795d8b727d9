package org.myelin.hdf5;

import java.util.Arrays;

/** A dataset of integers and what it must hold after writes and changes of its shape. */
final class GridModel {
  final String name;
  final long[] max;
  long[] shape;
  long[] values;

  final boolean edges;
  final int fill;

  GridModel(String name, long[] shape, long[] max, boolean edges, int fill) {
    this.fill = fill;
    this.name = name;
    this.edges = edges;
    this.shape = shape;
    this.max = max;
    values = new long[(int) Dataspace.of(shape).elements()];
    Arrays.fill(values, fill);
  }

  void resize(long[] to) {
    GridModel m = new GridModel(name, to, max, edges, fill);
    for (int i = 0; i < m.values.length; i++) {
      long rest = i;
      long at = 0;
      long stride = 1;
      boolean inside = true;
      for (int d = to.length - 1; d >= 0; d--) {
        long k = rest % to[d];
        rest /= to[d];
        inside &= k < shape[d];
        at += k * stride;
        stride *= shape[d];
      }
      if (inside) {
        m.values[i] = values[(int) at];
      }
    }
    shape = to;
    values = m.values;
  }

  void write(long[] start, long[] count, int[] data) {
    for (int i = 0; i < data.length; i++) {
      long rest = i;
      long at = 0;
      long stride = 1;
      for (int d = count.length - 1; d >= 0; d--) {
        at += (start[d] + rest % count[d]) * stride;
        rest /= count[d];
        stride *= shape[d];
      }
      values[(int) at] = data[i];
    }
  }

  GridModel copy(String to) {
    GridModel m = new GridModel(to, shape, max, edges, fill);
    m.values = values.clone();
    return m;
  }
}
