package org.myelin.mpi.internal.datatype;

import java.util.List;

/**
 * Builds {@link TypeMap}s in their simplest form: joined where contiguous, patterns where regular.
 */
public final class Maps {
  private Maps() {}

  /** The map that selects nothing. */
  public static TypeMap empty() {
    return EmptyMap.INSTANCE;
  }

  /** One piece. */
  public static TypeMap run(long offset, long length) {
    return length == 0 ? empty() : new Run(offset, length);
  }

  /** {@code count} copies of {@code child}: at start, start + stride, and so on. */
  public static TypeMap repeat(TypeMap child, long start, long stride, long count) {
    if (count == 0 || child.size() == 0) {
      return empty();
    }
    if (count == 1) {
      return child.shifted(start);
    }
    Math.multiplyExact(child.size(), count);
    Math.addExact(Math.addExact(start, child.high()), Math.multiplyExact(stride, count - 1));
    if (child instanceof Run run && run.length() == stride) {
      return new Run(start + run.offset(), stride * count);
    }
    if (child instanceof Strided inner && continues(inner, stride)) {
      return new Strided(
          inner.child(), start + inner.start(), inner.stride(), inner.count() * count);
    }
    if (child instanceof Strided inner && inner.count() == 1) {
      return new Strided(inner.child(), start + inner.start(), stride, count);
    }
    return new Strided(child, start, stride, count);
  }

  /** As many copies of {@code tile}, {@code extent} bytes apart, as offsets can address. */
  public static TypeMap endless(TypeMap tile, long start, long extent) {
    if (tile.size() == 0) {
      return empty();
    }
    // The bounds keep every offset and every stream position of the view within a long.
    long room = Long.MAX_VALUE - Math.max(0, start) - Math.max(tile.high(), tile.size());
    long step = Math.max(Math.max(extent, tile.size()), 1);
    return repeat(tile, start, extent, Math.max(1, room / step));
  }

  /** Pieces at the given offsets, in that order; zero lengths are left out. */
  public static TypeMap listed(long[] offsets, long[] lengths) {
    long[] at = new long[offsets.length];
    long[] size = new long[offsets.length];
    int n = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (lengths[i] == 0) {
        continue;
      }
      if (n > 0 && at[n - 1] + size[n - 1] == offsets[i]) {
        size[n - 1] += lengths[i];
      } else {
        at[n] = offsets[i];
        size[n++] = lengths[i];
      }
    }
    if (n == 0) {
      return empty();
    }
    return regular(at, size, n)
        ? repeat(run(at[0], size[0]), 0, n == 1 ? 0 : at[1] - at[0], n)
        : new RunList(at, size, n);
  }

  /** The given maps one after the other. */
  public static TypeMap sequence(List<TypeMap> maps) {
    TypeMap[] filled = maps.stream().filter(map -> map.size() > 0).toArray(TypeMap[]::new);
    if (filled.length == 0) {
      return empty();
    }
    boolean allRuns = true;
    for (TypeMap map : filled) {
      allRuns &= map instanceof Run;
    }
    if (allRuns) {
      long[] offsets = new long[filled.length];
      long[] lengths = new long[filled.length];
      for (int i = 0; i < filled.length; i++) {
        offsets[i] = filled[i].first();
        lengths[i] = filled[i].size();
      }
      return listed(offsets, lengths);
    }
    return filled.length == 1 ? filled[0] : new Sequence(filled);
  }

  /** Index of the last of the first {@code length} rising values that is not above {@code key}. */
  static int floor(long[] values, int length, long key) {
    int low = 0;
    int high = length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (values[middle] <= key) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static boolean continues(Strided inner, long stride) {
    return inner.count() > 1 && inner.stride() * inner.count() == stride;
  }

  private static boolean regular(long[] offsets, long[] lengths, int n) {
    for (int i = 1; i < n; i++) {
      if (lengths[i] != lengths[0] || offsets[i] - offsets[i - 1] != offsets[1] - offsets[0]) {
        return false;
      }
    }
    return true;
  }
}
