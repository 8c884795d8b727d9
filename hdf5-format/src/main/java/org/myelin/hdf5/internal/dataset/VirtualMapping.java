package org.myelin.hdf5.internal.dataset;

import java.util.List;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Points;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Union;
import org.myelin.hdf5.internal.format.level1.VirtualMappings;

/** One source of a virtual dataset, held against what may stand in a file. */
final class VirtualMapping {
  private static final long MOST_ELEMENTS = 1L << 62;
  private static final long MOST_ROWS = 1L << 21;

  /** Says what is wrong, as an error of the file. */
  @FunctionalInterface
  interface Finding {
    RuntimeException of(String field, String found, String expected);
  }

  final VirtualMappings.Entry entry;
  final SourceName file;
  final SourceName dataset;

  /** Without end, or null. */
  final UnlimitedSlab virtual;

  /** Without end, or null. */
  final UnlimitedSlab source;

  private final Finding finding;

  VirtualMapping(VirtualMappings.Entry entry, long[] shape, Finding finding) {
    this.entry = entry;
    this.finding = finding;
    this.file = name(entry.file());
    this.dataset = name(entry.dataset());
    check(entry.virtual(), "virtual selection");
    check(entry.source(), "source selection");
    this.virtual = unlimited(entry.virtual());
    this.source = unlimited(entry.source());
    if (rank(entry.virtual()) >= 0 && rank(entry.virtual()) != shape.length) {
      throw finding.of(
          "virtual selection", rank(entry.virtual()) + " dimensions", shape.length + "");
    }
    boolean numbered = file.hasNumber() || dataset.hasNumber();
    if (virtual == null && source != null || numbered != (virtual != null && source == null)) {
      throw finding.of(
          "selections",
          (virtual == null ? "a limited" : "an unlimited")
              + " virtual and "
              + (source == null ? "a limited" : "an unlimited")
              + " source selection, names "
              + (numbered ? "with" : "without")
              + " %b",
          "both limited or both not, or %b and only the virtual one unlimited");
    }
    if (numbered && virtual.slab().blockAt(virtual.dimension()) < 0) {
      throw finding.of("virtual selection", "an unlimited block", "unlimited blocks, for %b");
    }
    if (virtual == null) {
      checkInside(shape);
    }
  }

  /** Whether each block has a source of its own. */
  boolean isNumbered() {
    return virtual != null && source == null;
  }

  private SourceName name(String stored) {
    SourceName n = SourceName.parse(stored);
    if (n == null) {
      throw finding.of("source name", "'" + stored + "'", "no % but %b and %%");
    }
    return n;
  }

  private static int rank(RegionSelection s) {
    return switch (s.kind()) {
      case ALL, NONE -> -1;
      default -> s.rank();
    };
  }

  /** The hyperslab that a selection is, or null if it is none or several. */
  static Hyperslab slab(RegionSelection s) {
    return s.kind() == RegionSelection.Kind.BLOCKS ? RegularBoxes.of(s.boxes()) : null;
  }

  private static UnlimitedSlab unlimited(RegionSelection s) {
    Hyperslab slab = slab(s);
    int d = slab == null ? -1 : UnlimitedSlab.dimension(slab);
    return d < 0 ? null : new UnlimitedSlab(slab, d);
  }

  private void check(RegionSelection s, String field) {
    for (Hyperslab h : s.boxes()) {
      int unlimited = 0;
      long elements = 1;
      for (int d = 0; d < h.rank(); d++) {
        long count = h.countAt(d);
        long block = h.blockAt(d);
        boolean endless = count < 0 || block < 0;
        unlimited += endless ? 1 : 0;
        boolean apart = count == 1 || count == 0 || h.strideAt(d) >= block;
        boolean known = endless || count == 0 || fits(h, d);
        if (h.strideAt(d) < 1
            || block == 0
            || !apart
            || !known
            || block < 0 && count != 1
            || unlimited > 1) {
          throw finding.of(field, h.toString(), "a hyperslab without end in one dimension at most");
        }
        elements = endless ? elements : times(elements, times(count, block));
      }
      if (elements > MOST_ELEMENTS) {
        throw finding.of(field, h.toString(), "at most " + MOST_ELEMENTS + " elements");
      }
    }
  }

  private static boolean fits(Hyperslab h, int d) {
    long room = Long.MAX_VALUE - h.startAt(d) - h.blockAt(d);
    return room >= 0 && h.strideAt(d) > 0 && h.countAt(d) - 1 <= room / h.strideAt(d);
  }

  /** The product, or more than may be if it is too large. */
  static long times(long a, long b) {
    return a != 0 && b > MOST_ELEMENTS / a ? MOST_ELEMENTS + 1 : a * b;
  }

  private void checkInside(long[] shape) {
    long[] end = bounds(entry.virtual(), shape.length);
    for (int d = 0; d < end.length; d++) {
      if (end[d] > shape[d]) {
        throw finding.of(
            "virtual selection", "an end at " + end[d], "at most " + shape[d] + ", the extent");
      }
    }
  }

  /** How far a limited selection reaches in each dimension. */
  static long[] bounds(RegionSelection s, int rank) {
    long[] end = new long[rank];
    for (Hyperslab h : s.boxes()) {
      for (int d = 0; d < rank; d++) {
        end[d] = Math.max(end[d], h.endAt(d));
      }
    }
    for (long[] p : s.points()) {
      for (int d = 0; d < rank; d++) {
        end[d] = Math.max(end[d], p[d] + 1);
      }
    }
    return end;
  }

  /** A dataspace that holds both this shape and a selection that may reach past it. */
  long[] space(Selection.Placed s, RegionSelection stored, long[] shape) {
    long[] space = s instanceof Hyperslab ? shape.clone() : bounds(stored, shape.length);
    long elements = 1;
    for (int d = 0; d < shape.length; d++) {
      space[d] = Math.max(space[d], shape[d]);
      if (s instanceof Hyperslab h) {
        space[d] = Math.max(space[d], h.endAt(d));
      }
      elements = times(elements, space[d]);
    }
    if (elements > MOST_ELEMENTS) {
      throw finding.of("selection", "ends past " + MOST_ELEMENTS + " elements", "fewer");
    }
    return space;
  }

  /** A limited selection in a dataspace of this shape, which it may reach past. */
  Selection.Placed placed(RegionSelection s, long[] shape, String field) {
    if (rank(s) >= 0 && rank(s) != shape.length) {
      throw finding.of(field, rank(s) + " dimensions", shape.length + " of the dataset");
    }
    return switch (s.kind()) {
      case ALL -> Selection.all().within(shape);
      case NONE -> Selection.none().within(shape);
      case POINTS -> Points.of(s.points().toArray(long[][]::new)).within(wide(s, shape));
      case BLOCKS -> {
        Hyperslab slab = slab(s);
        if (slab == null) {
          checkRows(s.boxes());
        }
        yield slab != null
            ? slab
            : Union.of(s.boxes().toArray(Hyperslab[]::new)).within(wide(s, shape));
      }
    };
  }

  /** With so many slices a selection may have more elements than can be counted. */
  void checkSize(Selection.Placed s) {
    if (s instanceof Hyperslab h) {
      long elements = 1;
      for (int d = 0; d < h.rank(); d++) {
        elements = times(elements, times(h.countAt(d), h.blockAt(d)));
      }
      if (elements > MOST_ELEMENTS) {
        throw finding.of("selection", h.toString(), "at most " + MOST_ELEMENTS + " elements");
      }
    }
  }

  /** An irregular selection is held row by row. */
  void checkRows(List<Hyperslab> boxes) {
    long all = 0;
    for (Hyperslab h : boxes) {
      long rows = 1;
      for (int d = 0; d < h.rank(); d++) {
        rows = times(rows, d == h.rank() - 1 ? h.blocks(d) : h.extentAt(d));
      }
      all += rows;
      if (rows > MOST_ROWS || all > MOST_ROWS) {
        throw finding.of("selection", "an irregular one", "at most " + MOST_ROWS + " rows");
      }
    }
  }

  private long[] wide(RegionSelection s, long[] shape) {
    long[] end = bounds(s, shape.length);
    long elements = 1;
    for (int d = 0; d < shape.length; d++) {
      end[d] = Math.max(end[d], shape[d]);
      elements = times(elements, end[d]);
    }
    if (elements > MOST_ELEMENTS) {
      throw finding.of("selection", "ends past " + MOST_ELEMENTS + " elements", "fewer");
    }
    return end;
  }

  RuntimeException wrong(String field, String found, String expected) {
    return finding.of(field, found, expected);
  }
}
