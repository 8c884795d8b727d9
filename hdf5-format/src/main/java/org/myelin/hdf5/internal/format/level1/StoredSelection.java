package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.RegionSelection.Kind;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Selections as region references and virtual layouts store them. Read only. Specification: VIII.A,
 * "Dataspace selections", all versions.
 */
public final class StoredSelection {
  private static final int MAX_RANK = 32;
  private static final int REGULAR = 1;

  private StoredSelection() {}

  /** Reads a selection. */
  public static RegionSelection read(Wire w) {
    long kind = w.u32("selection type", 0);
    if (kind >= Kind.values().length) {
      throw w.corrupt("selection type", kind, "0 to 3");
    }
    return switch (Kind.values()[(int) kind]) {
      case POINTS -> points(w);
      case BLOCKS -> blocks(w);
      default -> {
        version(w, 1);
        w.slack("reserved", 4);
        w.u32("length", 0);
        yield new RegionSelection(Kind.values()[(int) kind], 0, List.of(), List.of());
      }
    };
  }

  private static int version(Wire w, int newest) {
    long v = w.u32("version", 0);
    if (v < 1 || v > newest) {
      throw w.unsupported("version", v, "1 to " + newest);
    }
    return (int) v;
  }

  private static RegionSelection points(Wire w) {
    int width = 4;
    if (version(w, 2) == 1) {
      w.slack("reserved", 4);
      w.u32("length", 0);
    } else {
      width = width(w);
    }
    int rank = rank(w);
    int n = w.count("number of points", w.uvar("number of points", width, 0), (long) rank * width);
    List<long[]> points = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      points.add(tuple(w, "coordinate", rank, width));
    }
    return new RegionSelection(Kind.POINTS, rank, points, List.of());
  }

  private static RegionSelection blocks(Wire w) {
    int version = version(w, 3);
    int flags = 0;
    int width = version == 1 ? 4 : 8;
    if (version == 1) {
      w.slack("reserved", 4);
      w.u32("length", 0);
    } else {
      flags = w.u8("flags", 0);
      if (version == 2) {
        w.u32("length", 0);
      } else {
        width = width(w);
      }
    }
    int rank = rank(w);
    List<Hyperslab> boxes =
        (flags & REGULAR) != 0 ? List.of(regular(w, rank, width)) : irregular(w, rank, width);
    return new RegionSelection(Kind.BLOCKS, rank, List.of(), boxes);
  }

  private static Hyperslab regular(Wire w, int rank, int width) {
    long[][] v = new long[4][rank];
    long unlimited = width == 8 ? -1 : (1L << 8 * width) - 1;
    for (int d = 0; d < rank; d++) {
      for (int i = 0; i < 4; i++) {
        long x = w.uvar("start, stride, count, block", width, 0);
        // unlimited counts and blocks stay -1, whatever the width
        v[i][d] = i >= 2 && x == unlimited ? -1 : x;
        if (v[i][d] < (i >= 2 ? -1 : 0)) {
          throw w.corrupt("start, stride, count, block", Long.toUnsignedString(x), "below 2^63");
        }
      }
    }
    return Hyperslab.start(v[0]).stride(v[1]).count(v[2]).block(v[3]);
  }

  private static List<Hyperslab> irregular(Wire w, int rank, int width) {
    int n = w.count("number of blocks", w.uvar("number of blocks", width, 0), 2L * rank * width);
    List<Hyperslab> boxes = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      long[] start = tuple(w, "start", rank, width);
      long[] block = tuple(w, "end", rank, width);
      for (int d = 0; d < rank; d++) {
        if (block[d] < start[d]) {
          throw w.corrupt("end", block[d], "at least the start, " + start[d]);
        }
        block[d] -= start[d] - 1;
      }
      boxes.add(Hyperslab.start(start).block(block));
    }
    return boxes;
  }

  private static long[] tuple(Wire w, String field, int rank, int width) {
    long[] out = new long[rank];
    for (int d = 0; d < rank; d++) {
      out[d] = w.uvar(field, width, 0);
      if (out[d] < 0) {
        throw w.corrupt(field, Long.toUnsignedString(out[d]), "below 2^63");
      }
    }
    return out;
  }

  private static int rank(Wire w) {
    long rank = w.u32("rank", 0);
    if (rank < 1 || rank > MAX_RANK) {
      throw w.corrupt("rank", rank, "1 to " + MAX_RANK);
    }
    return (int) rank;
  }

  private static int width(Wire w) {
    int width = w.u8("encode size", 0);
    if (width != 2 && width != 4 && width != 8) {
      throw w.corrupt("encode size", width, "2, 4 or 8");
    }
    return width;
  }
}
