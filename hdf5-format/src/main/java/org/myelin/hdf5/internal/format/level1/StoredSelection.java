package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.RegionSelection.Kind;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Selections as region references and virtual layouts store them. Specification: VIII.A, "Dataspace
 * selections", all versions.
 */
public final class StoredSelection {
  private static final int MAX_RANK = 32;
  private static final int REGULAR = 1;
  private static final long MOST_NARROW = 0xfffffffeL;

  /** A regular selection of more blocks than these is stored as such, and not as a list. */
  private static final long MOST_LISTED = 1024;

  private StoredSelection() {}

  /** Reads a selection. */
  public static RegionSelection read(Wire w) {
    return transfer(w, null, 1);
  }

  /**
   * Reads, writes, sizes, traces a selection.
   *
   * @param version the form of hyperslabs to write, 1 to 3; where 1 cannot hold one, it gets 2
   */
  public static RegionSelection transfer(Wire w, RegionSelection s, int version) {
    long kind = w.u32("selection type", s, x -> x.kind().ordinal());
    if (kind >= Kind.values().length) {
      throw w.corrupt("selection type", kind, "0 to 3");
    }
    return switch (Kind.values()[(int) kind]) {
      case POINTS -> points(w, s);
      case BLOCKS -> blocks(w, s, version);
      default -> {
        version(w, 1, 1);
        w.slack("reserved", 4);
        w.u32("length", 0);
        yield new RegionSelection(Kind.values()[(int) kind], 0, List.of(), List.of());
      }
    };
  }

  private static int version(Wire w, int value, int newest) {
    long v = w.u32("version", value);
    if (v < 1 || v > newest) {
      throw w.unsupported("version", v, "1 to " + newest);
    }
    return (int) v;
  }

  private static RegionSelection points(Wire w, RegionSelection s) {
    List<long[]> given = s == null ? List.of() : s.points();
    boolean wide = given.stream().flatMapToLong(Arrays::stream).anyMatch(x -> x > MOST_NARROW);
    int width = 4;
    if (version(w, wide ? 2 : 1, 2) == 1) {
      w.slack("reserved", 4);
      w.u32("length", s == null ? 0 : 8 + 4L * s.rank() * given.size());
    } else {
      width = width(w, 8);
    }
    int rank = rank(w, s);
    int n =
        w.count(
            "number of points",
            w.uvar("number of points", width, given.size()),
            (long) rank * width);
    List<long[]> points = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      points.add(tuple(w, "coordinate", rank, width, s == null ? null : given.get(i)));
    }
    return new RegionSelection(Kind.POINTS, rank, points, List.of());
  }

  private static RegionSelection blocks(Wire w, RegionSelection s, int wanted) {
    int version = version(w, s == null ? 1 : form(s, wanted), 3);
    Hyperslab regular = s != null && version > 1 && s.boxes().size() == 1 ? s.boxes().get(0) : null;
    List<Hyperslab> boxes = s == null || regular != null ? List.of() : listed(s);
    int flags = 0;
    int width = version == 1 ? 4 : 8;
    if (version == 1) {
      w.slack("reserved", 4);
      w.u32("length", s == null ? 0 : 8 + 8L * s.rank() * boxes.size());
    } else {
      flags = w.u8("flags", regular == null ? 0 : REGULAR);
      if (version == 2) {
        w.u32("length", s == null ? 0 : 4 + 32L * s.rank());
      } else {
        width = width(w, s == null ? 8 : widthFor(largest(s)));
      }
    }
    int rank = rank(w, s);
    List<Hyperslab> found =
        (flags & REGULAR) != 0
            ? List.of(regular(w, rank, width, regular))
            : irregular(w, rank, width, boxes);
    return new RegionSelection(Kind.BLOCKS, rank, List.of(), found);
  }

  /** The oldest form from that on that can hold the selection. */
  private static int form(RegionSelection s, int wanted) {
    if (wanted >= 3) {
      return 3;
    }
    if (s.boxes().size() != 1) {
      return largest(s) > MOST_NARROW ? 3 : 1;
    }
    Hyperslab h = s.boxes().get(0);
    boolean listed = largest(s) <= MOST_NARROW;
    long blocks = 1;
    for (int d = 0; d < s.rank(); d++) {
      listed &= h.countAt(d) >= 0 && h.blockAt(d) >= 0 && h.countAt(d) <= MOST_LISTED;
      blocks *= listed ? h.countAt(d) : 1;
      listed &= blocks <= MOST_LISTED;
    }
    return listed ? 1 : 2;
  }

  private static long largest(RegionSelection s) {
    long most = 0;
    for (Hyperslab h : s.boxes()) {
      for (int d = 0; d < s.rank(); d++) {
        boolean endless = h.countAt(d) < 0 || h.blockAt(d) < 0;
        most = Math.max(most, endless ? Long.MAX_VALUE : h.endAt(d));
        most = Math.max(most, h.strideAt(d));
      }
    }
    return most;
  }

  private static int widthFor(long largest) {
    return largest < 0xffff ? 2 : largest <= MOST_NARROW ? 4 : 8;
  }

  /** The single blocks of all boxes, in C order of each. */
  private static List<Hyperslab> listed(RegionSelection s) {
    List<Hyperslab> all = new ArrayList<>();
    for (Hyperslab h : s.boxes()) {
      long[] at = new long[s.rank()];
      int d = s.rank();
      while (d >= 0 && h.elements() > 0) {
        all.add(block(h, at));
        for (d = s.rank() - 1; d >= 0 && ++at[d] == h.countAt(d); d--) {
          at[d] = 0;
        }
      }
    }
    return all;
  }

  private static Hyperslab block(Hyperslab h, long[] number) {
    long[] start = new long[number.length];
    long[] block = new long[number.length];
    for (int d = 0; d < start.length; d++) {
      start[d] = h.startAt(d) + number[d] * h.strideAt(d);
      block[d] = h.blockAt(d);
    }
    return Hyperslab.start(start).block(block);
  }

  private static Hyperslab regular(Wire w, int rank, int width, Hyperslab h) {
    long[][] v = new long[4][rank];
    long unlimited = width == 8 ? -1 : (1L << 8 * width) - 1;
    for (int d = 0; d < rank; d++) {
      long[] given =
          h == null
              ? new long[4]
              : new long[] {h.startAt(d), h.strideAt(d), h.countAt(d), h.blockAt(d)};
      for (int i = 0; i < 4; i++) {
        long x = w.uvar("start, stride, count, block", width, given[i] < 0 ? unlimited : given[i]);
        // unlimited counts and blocks stay -1, whatever the width
        v[i][d] = i >= 2 && x == unlimited ? -1 : x;
        if (v[i][d] < (i >= 2 ? -1 : 0)) {
          throw w.corrupt("start, stride, count, block", Long.toUnsignedString(x), "below 2^63");
        }
      }
    }
    long elements = 1;
    for (int d = 0; d < rank; d++) {
      if (v[2][d] > 0 && v[3][d] > 0) {
        elements = times(w, elements, times(w, v[2][d], v[3][d]));
        sum(w, sum(w, v[0][d], times(w, v[2][d] - 1, v[1][d])), v[3][d]);
      }
    }
    return Hyperslab.start(v[0]).stride(v[1]).count(v[2]).block(v[3]);
  }

  private static List<Hyperslab> irregular(Wire w, int rank, int width, List<Hyperslab> given) {
    int n =
        w.count(
            "number of blocks", w.uvar("number of blocks", width, given.size()), 2L * rank * width);
    List<Hyperslab> boxes = new ArrayList<>(n);
    long elements = 0;
    for (int i = 0; i < n; i++) {
      Hyperslab h = given.isEmpty() ? null : given.get(i);
      long[] start = tuple(w, "start", rank, width, h == null ? null : corner(h, rank, false));
      long[] block = tuple(w, "end", rank, width, h == null ? null : corner(h, rank, true));
      long inBox = 1;
      for (int d = 0; d < rank; d++) {
        if (block[d] < start[d]) {
          throw w.corrupt("end", block[d], "at least the start, " + start[d]);
        }
        block[d] = sum(w, block[d] - start[d], 1);
        inBox = times(w, inBox, block[d]);
      }
      elements = sum(w, elements, inBox);
      boxes.add(Hyperslab.start(start).block(block));
    }
    return boxes;
  }

  private static long[] corner(Hyperslab block, int rank, boolean last) {
    long[] at = new long[rank];
    for (int d = 0; d < rank; d++) {
      at[d] = last ? block.endAt(d) - 1 : block.startAt(d);
    }
    return at;
  }

  private static long[] tuple(Wire w, String field, int rank, int width, long[] value) {
    long[] out = new long[rank];
    for (int d = 0; d < rank; d++) {
      out[d] = w.uvar(field, width, value == null ? 0 : value[d]);
      if (out[d] < 0) {
        throw w.corrupt(field, Long.toUnsignedString(out[d]), "below 2^63");
      }
    }
    return out;
  }

  /** A product that is counted with later. */
  private static long times(Wire w, long a, long b) {
    if (a > 0 && b > Long.MAX_VALUE / a) {
      throw w.corrupt("start, stride, count, block", a + " times " + b, "below 2^63");
    }
    return a * b;
  }

  private static long sum(Wire w, long a, long b) {
    if (b > Long.MAX_VALUE - a) {
      throw w.corrupt("start, stride, count, block", a + " and " + b + " more", "below 2^63");
    }
    return a + b;
  }

  private static int rank(Wire w, RegionSelection s) {
    long rank = w.u32("rank", s, RegionSelection::rank);
    if (rank < 1 || rank > MAX_RANK) {
      throw w.corrupt("rank", rank, "1 to " + MAX_RANK);
    }
    return (int) rank;
  }

  private static int width(Wire w, int value) {
    int width = w.u8("encode size", value);
    if (width != 2 && width != 4 && width != 8) {
      throw w.corrupt("encode size", width, "2, 4 or 8");
    }
    return width;
  }
}
