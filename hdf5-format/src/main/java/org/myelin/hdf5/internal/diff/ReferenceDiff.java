package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.RegionReference;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.StandardReference;

/** References: datasets by their elements, regions by their corners or points. */
record ReferenceDiff(ReferenceType first, ReferenceType second, Sides sides, Targets targets)
    implements ElementDiff {
  /** Compares what references lead to. */
  interface Targets {
    /** Counts the differences of two referenced objects. */
    long objects(ObjectReference a, ObjectReference b, Place place);

    /** Counts the differences of two referenced attributes. */
    long attributes(StandardReference a, StandardReference b);

    /** Says that two regions of datasets cannot be compared. */
    void unlike();

    /** Prints a text where all is told. */
    void tell(String text);
  }

  /** More corners than these are not listed; such regions are the same only if they are equal. */
  private static final long MOST_BLOCKS = 1 << 20;

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    byte[] x = bytes(first, a, a1);
    byte[] y = bytes(second, b, b1);
    if (x == null || y == null) {
      return x == y ? 0 : 1;
    }
    Object r = sides.first().references().of(first, x);
    Object s = sides.second().references().of(second, y);
    if (r instanceof ObjectReference o && s instanceof ObjectReference p) {
      return targets.objects(o, p, place);
    }
    if (r instanceof RegionReference o && s instanceof RegionReference p) {
      return regions(o.dataset(), o.selection(), p.dataset(), p.selection());
    }
    if (r instanceof StandardReference o && s instanceof StandardReference p) {
      return standard(o, p, place);
    }
    targets.unlike();
    return 0;
  }

  /** Null for a reference to nothing. */
  private static byte[] bytes(ReferenceType t, ByteBuffer b, int at) {
    byte[] bytes = new byte[t.size()];
    b.get(at, bytes);
    for (byte x : bytes) {
      if (x != 0) {
        return bytes;
      }
    }
    return null;
  }

  private long standard(StandardReference a, StandardReference b, Place place) {
    if (a.isNull() || b.isNull()) {
      return a.isNull() == b.isNull() ? 0 : 1;
    }
    if (a.file() != null || b.file() != null) {
      return a.equals(b) ? 0 : 1;
    }
    if (a.attribute() != null && b.attribute() != null) {
      return targets.attributes(a, b);
    }
    if (a.selection() != null && b.selection() != null) {
      return regions(a.object(), a.selection(), b.object(), b.selection());
    }
    return targets.objects(a.object(), b.object(), place);
  }

  private long regions(ObjectReference a, RegionSelection s, ObjectReference b, RegionSelection t) {
    if (s == null || t == null) {
      return s == t ? 0 : 1;
    }
    if (s.rank() != t.rank() || blocks(s) != blocks(t) || s.points().size() != t.points().size()) {
      targets.unlike();
      return 0;
    }
    if (blocks(s) > MOST_BLOCKS) {
      return s.equals(t) ? 0 : 1;
    }
    return blocks(a, corners(s), b, corners(t), s.rank()) + points(s, t);
  }

  private static long blocks(RegionSelection s) {
    long n = 0;
    for (Hyperslab h : s.boxes()) {
      long blocks = 1;
      for (int d = 0; d < h.rank(); d++) {
        blocks = blocks > MOST_BLOCKS ? blocks : blocks * h.blocks(d);
      }
      n += blocks;
    }
    return n;
  }

  /** First and last corner of each block. */
  private static List<long[]> corners(RegionSelection s) {
    List<long[]> all = new ArrayList<>();
    for (Hyperslab h : s.boxes()) {
      int rank = h.rank();
      long n = 1;
      for (int d = 0; d < rank; d++) {
        n *= h.blocks(d);
      }
      for (long i = 0; i < n; i++) {
        long[] corners = new long[2 * rank];
        long rest = i;
        for (int d = rank - 1; d >= 0; d--) {
          corners[d] = h.startAt(d) + rest % h.blocks(d) * h.strideAt(d);
          corners[rank + d] = corners[d] + h.blockLength(d) - 1;
          rest /= h.blocks(d);
        }
        all.add(corners);
      }
    }
    return all;
  }

  private long blocks(
      ObjectReference a, List<long[]> x, ObjectReference b, List<long[]> y, int rank) {
    long found = 0;
    for (int i = 0; i < x.size(); i++) {
      for (int d = 0; d < rank; d++) {
        boolean same = x.get(i)[d] == y.get(i)[d] && x.get(i)[rank + d] == y.get(i)[rank + d];
        found += same ? 0 : 1;
      }
    }
    if (found > 0) {
      targets.tell(
          "Referenced dataset      "
              + a.address()
              + "            "
              + b.address()
              + "\n"
              + "-".repeat(60)
              + "\nRegion blocks\n");
      for (int i = 0; i < x.size(); i++) {
        targets.tell("block #" + i + block(x.get(i), rank) + block(y.get(i), rank) + "\n");
      }
    }
    // each dimension counts as a part of a difference only
    return rank == 0 ? 0 : found / rank;
  }

  private static String block(long[] corners, int rank) {
    StringBuilder s = new StringBuilder(" ".repeat(11)).append('(');
    for (int d = 0; d < 2 * rank; d++) {
      s.append(d == 0 ? "" : d == rank ? ")-(" : ",").append(corners[d]);
    }
    return s.append(')').toString();
  }

  private long points(RegionSelection s, RegionSelection t) {
    long found = 0;
    StringBuilder text = new StringBuilder("Region points\n");
    for (int i = 0; i < s.points().size(); i++) {
      long[] p = s.points().get(i);
      long[] q = t.points().get(i);
      long before = found;
      for (int d = 0; d < p.length; d++) {
        found += p[d] == q[d] ? 0 : 1;
      }
      if (found > before) {
        text.append("point #").append(i).append(point(p)).append(point(q)).append('\n');
      }
    }
    if (found > 0) {
      targets.tell(text.toString());
    }
    return s.rank() == 0 ? 0 : found / s.rank();
  }

  private static String point(long[] at) {
    StringBuilder s = new StringBuilder(" ".repeat(14)).append('(');
    for (int d = 0; d < at.length; d++) {
      s.append(d == 0 ? "" : ",").append(at[d]);
    }
    return s.append(')').toString();
  }
}
