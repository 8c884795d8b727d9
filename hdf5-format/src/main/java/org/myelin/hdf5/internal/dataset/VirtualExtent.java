package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.RegionSelection;

/**
 * How far a virtual dataset reaches, and what its sources have. In a dimension that some mapping
 * has no end in, that is as far as the source goes that goes farthest (libhdf5's view "last
 * available", its default), but at least as far as the mappings with an end.
 *
 * @param shape lengths now
 * @param slices for each mapping without end the slices that its source has, or the blocks whose
 *     sources were looked for and found, up to the last
 */
record VirtualExtent(long[] shape, long[] slices) {
  /** Asks the sources. */
  static VirtualExtent of(VirtualData data, Nesting nesting) {
    List<VirtualMapping> mappings = data.checked();
    long[] shape = data.space().shape();
    long[] slices = new long[mappings.size()];
    long[] reached = new long[shape.length];
    long[] least = new long[shape.length];
    Arrays.fill(reached, -1);
    for (int i = 0; i < slices.length; i++) {
      VirtualMapping m = mappings.get(i);
      leastOf(m, least);
      if (m.virtual != null) {
        int d = m.virtual.dimension();
        slices[i] = m.isNumbered() ? blocks(data, m, nesting) : slices(data, m, nesting);
        long units = m.isNumbered() ? m.virtual.slab().blockAt(d) : 1;
        reached[d] =
            Math.max(reached[d], m.virtual.extent(VirtualMapping.times(slices[i], units), false));
      }
    }
    for (int d = 0; d < shape.length; d++) {
      if (reached[d] >= 0) {
        shape[d] = Math.max(reached[d], least[d]);
      }
    }
    checkMaximum(data, shape);
    return new VirtualExtent(shape, slices);
  }

  private static void leastOf(VirtualMapping m, long[] least) {
    RegionSelection s = m.entry.virtual();
    if (s.kind() == RegionSelection.Kind.ALL || s.kind() == RegionSelection.Kind.NONE) {
      return;
    }
    long[] end =
        m.virtual == null ? VirtualMapping.bounds(s, least.length) : new long[least.length];
    for (int d = 0; d < least.length; d++) {
      if (m.virtual != null && d != m.virtual.dimension()) {
        end[d] = m.virtual.slab().endAt(d);
      }
      least[d] = Math.max(least[d], end[d]);
    }
  }

  private static long slices(VirtualData data, VirtualMapping m, Nesting nesting) {
    Optional<DatasetStore> source = data.source(m, 0, nesting);
    if (source.isEmpty()) {
      return 0;
    }
    long[] shape = source.get().shape(nesting);
    if (shape.length != m.source.slab().rank()) {
      throw m.wrong("source selection", m.source.slab().rank() + " dimensions", shape.length + "");
    }
    return m.source.slices(shape[m.source.dimension()]);
  }

  /** Blocks up to the first that is missing. */
  private static long blocks(VirtualData data, VirtualMapping m, Nesting nesting) {
    long n = 0;
    while (data.source(m, n, nesting).isPresent()) {
      nesting.block();
      n++;
    }
    return n;
  }

  private static void checkMaximum(VirtualData data, long[] shape) {
    long[] most = data.space().maxShape();
    long elements = 1;
    for (int d = 0; d < shape.length; d++) {
      elements = VirtualMapping.times(elements, shape[d]);
      if (most[d] != Dataspace.UNLIMITED && shape[d] > most[d]
          || Math.max(elements, shape[d]) > 1L << 60) {
        throw data.file()
            .corrupt(
                data.where(),
                "extent",
                -1,
                Arrays.toString(shape) + " as the sources have it",
                "at most " + Arrays.toString(most) + " and 2^60 elements");
      }
    }
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  long available(int mapping) {
    return slices[mapping];
  }
}
