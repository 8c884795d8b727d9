package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.VirtualView;

/**
 * How far a virtual dataset reaches, and what its sources have. In a dimension that some mapping
 * has no end in, that is as far as the source goes that goes farthest, or where the first of them
 * lacks something ({@link VirtualView}), but at least as far as the mappings with an end.
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
    boolean toGap = data.view().bound() == VirtualView.Bound.FIRST_MISSING;
    for (int i = 0; i < slices.length; i++) {
      VirtualMapping m = mappings.get(i);
      leastOf(m, least);
      if (m.virtual != null) {
        int d = m.virtual.dimension();
        long found = m.isNumbered() ? blocks(data, m, nesting) : slices(data, m, nesting);
        slices[i] = Math.max(0, found);
        long reach = reach(m, found, toGap);
        reached[d] =
            reached[d] < 0
                ? reach
                : toGap ? Math.min(reached[d], reach) : Math.max(reached[d], reach);
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

  /** A mapping without any source reaches nowhere, though its selection may begin farther on. */
  private static long reach(VirtualMapping m, long found, boolean toGap) {
    if (found < 0) {
      return 0;
    }
    long units = m.isNumbered() ? m.virtual.slab().blockAt(m.virtual.dimension()) : 1;
    return m.virtual.extent(VirtualMapping.times(found, units), toGap);
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

  /** -1 if there is no source. */
  private static long slices(VirtualData data, VirtualMapping m, Nesting nesting) {
    Optional<DatasetStore> source = data.source(m, 0, nesting);
    if (source.isEmpty()) {
      return -1;
    }
    long[] shape = source.get().shape(nesting);
    if (shape.length != m.source.slab().rank()) {
      throw m.wrong("source selection", m.source.slab().rank() + " dimensions", shape.length + "");
    }
    return m.source.slices(shape[m.source.dimension()]);
  }

  /** Blocks up to the last before too many are missing; -1 if there is none. */
  private static long blocks(VirtualData data, VirtualMapping m, Nesting nesting) {
    // as in libhdf5, a view up to what is missing looks for nothing behind it
    boolean all = data.view().bound() == VirtualView.Bound.LAST_AVAILABLE;
    long gap = all ? data.view().printfGap() : 0;
    long found = 0;
    for (long n = 0; n - found <= gap; n++) {
      nesting.block();
      if (data.source(m, n, nesting).isPresent()) {
        found = n + 1;
      }
    }
    return found == 0 ? -1 : found;
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
