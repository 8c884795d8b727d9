package org.myelin.nwb.internal.dump;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.RegionSelection;

/**
 * The elements that a region reference points at, as JSON: blocks as pairs of their first and last
 * index, points as indices, everything as {@code {"all": true}}.
 */
final class RegionText {
  /** A text of more blocks than this helps nobody. */
  private static final long MOST_BLOCKS = 1 << 20;

  private RegionText() {}

  static String of(RegionSelection region) {
    return switch (region.kind()) {
      case POINTS ->
          "{\"points\": " + list(region.points().stream().map(Arrays::toString).toList()) + "}";
      case BLOCKS -> "{\"blocks\": " + blocks(region.boxes()) + "}";
      case ALL, NONE -> "{\"all\": true}";
    };
  }

  private static String list(List<String> items) {
    return "[" + String.join(", ", items) + "]";
  }

  private static String blocks(List<Hyperslab> boxes) {
    StringJoiner out = new StringJoiner(", ", "[", "]");
    long left = MOST_BLOCKS;
    for (Hyperslab box : boxes) {
      long count = 1;
      for (int d = 0; d < box.rank(); d++) {
        if (box.countAt(d) == 0) {
          count = 0;
        } else if (count > left / box.countAt(d)) {
          throw new IllegalArgumentException(
              "a region of more than " + MOST_BLOCKS + " blocks has no JSON form");
        } else {
          count *= box.countAt(d);
        }
      }
      left -= count;
      for (long i = 0; i < count; i++) {
        out.add(block(box, i));
      }
    }
    return out.toString();
  }

  /** Block {@code number} of a box in row-major order. */
  private static String block(Hyperslab box, long number) {
    long[] first = new long[box.rank()];
    long[] last = new long[box.rank()];
    for (int d = box.rank() - 1; d >= 0; d--) {
      first[d] = box.startAt(d) + number % box.countAt(d) * box.strideAt(d);
      last[d] = first[d] + box.blockAt(d) - 1;
      number /= box.countAt(d);
    }
    return "[" + Arrays.toString(first) + ", " + Arrays.toString(last) + "]";
  }
}
