package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.myelin.hdf5.Hyperslab;

/** Finds the one regular hyperslab behind a list of boxes, in which old selections are stored. */
public final class RegularBoxes {
  private RegularBoxes() {}

  /** The hyperslab that selects the same as these boxes, or null if there is none. */
  public static Hyperslab of(List<Hyperslab> boxes) {
    if (boxes.size() == 1) {
      return boxes.get(0);
    }
    int rank = boxes.isEmpty() ? 0 : boxes.get(0).rank();
    long[][] v = new long[4][rank];
    long places = boxes.isEmpty() ? 0 : 1;
    for (int d = 0; d < rank && places > 0; d++) {
      places *= dimension(boxes, d, v);
    }
    return places == boxes.size() && rank > 0 && areDistinct(boxes)
        ? Hyperslab.start(v[0]).stride(v[1]).count(v[2]).block(v[3])
        : null;
  }

  /** The number of different starts, if those are evenly spread and the blocks alike; else 0. */
  private static long dimension(List<Hyperslab> boxes, int d, long[][] v) {
    long block = boxes.get(0).blockLength(d);
    TreeSet<Long> starts = new TreeSet<>();
    for (Hyperslab b : boxes) {
      if (b.blockLength(d) != block || b.blocks(d) != 1) {
        return 0;
      }
      starts.add(b.startAt(d));
    }
    long[] s = starts.stream().mapToLong(Long::longValue).toArray();
    long stride = s.length == 1 ? 1 : s[1] - s[0];
    for (int i = 1; i < s.length; i++) {
      if (s[i] - s[i - 1] != stride || stride < block) {
        return 0;
      }
    }
    boolean touching = s.length > 1 && stride == block;
    v[0][d] = s[0];
    v[1][d] = touching ? 1 : stride;
    v[2][d] = touching ? 1 : s.length;
    v[3][d] = touching ? s.length * block : block;
    return s.length;
  }

  private static boolean areDistinct(List<Hyperslab> boxes) {
    Set<List<Long>> seen = new HashSet<>();
    for (Hyperslab b : boxes) {
      Long[] start = new Long[b.rank()];
      Arrays.setAll(start, b::startAt);
      if (!seen.add(List.of(start))) {
        return false;
      }
    }
    return true;
  }
}
