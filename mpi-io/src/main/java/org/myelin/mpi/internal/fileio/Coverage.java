package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.myelin.mpi.internal.datatype.Run;
import org.myelin.mpi.internal.datatype.Strided;

/**
 * Which bytes of a window the ranks fill. A window may be written in one piece only if nothing in
 * it is left out, and ranks may overlap, so counting bytes is not enough in general.
 */
final class Coverage {
  private final Access[] parts;
  private final boolean apart;
  private final BitSet marks = new BitSet();
  private boolean full;
  private int first;
  private int last;

  Coverage(Access[] parts) {
    this.parts = parts;
    this.apart = provenApart(parts);
  }

  /** One filled stretch of a window, as offsets from its start. */
  @FunctionalInterface
  interface Stretch {
    void filled(int from, int to) throws IOException;
  }

  /** Finds out which bytes of the window from {@code low} to {@code high} are filled. */
  void mark(long low, long high) {
    long sum = 0;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (Access part : parts) {
      long start = part.streamAt(low);
      long end = part.streamAt(high);
      if (end > start) {
        sum += end - start;
        from = Math.min(from, part.map().offsetOf(start));
        to = Math.max(to, part.map().offsetOf(end - 1) + 1);
      }
    }
    full = sum == 0 || apart && sum == to - from;
    first = sum == 0 ? 0 : (int) (from - low);
    last = sum == 0 ? 0 : (int) (to - low);
    if (!full) {
      markEach(low, high);
    }
  }

  /**
   * Calls {@code stretch} for each filled stretch of the marked window; stretches less than {@code
   * join} apart are reported as one.
   */
  void forEach(int join, Stretch stretch) throws IOException {
    if (!full) {
      report(join, stretch);
    } else if (last > first) {
      stretch.filled(first, last);
    }
  }

  private void markEach(long low, long high) {
    marks.clear();
    for (Access part : parts) {
      part.map()
          .visit(
              part.streamAt(low),
              part.streamAt(high),
              -low,
              (start, length, stride, count) -> {
                for (long i = 0, at = start; i < count; i++, at += stride) {
                  marks.set((int) at, (int) (at + length));
                }
              });
    }
  }

  private void report(int join, Stretch stretch) throws IOException {
    int from = marks.nextSetBit(0);
    int to = marks.nextClearBit(from);
    for (int next = marks.nextSetBit(to); next >= 0; next = marks.nextSetBit(to)) {
      if (next - to >= join) {
        stretch.filled(from, to);
        from = next;
      }
      to = marks.nextClearBit(next);
    }
    stretch.filled(from, to);
  }

  /** Patterns of one common stride never meet if they do not within one stride. */
  private static boolean provenApart(Access[] parts) {
    long stride = 0;
    long[][] pieces = new long[parts.length][];
    int n = 0;
    for (Access part : parts) {
      if (part.empty()) {
        continue;
      }
      if (!(part.map() instanceof Strided strided && strided.child() instanceof Run run)
          || stride != 0 && strided.stride() != stride) {
        return false;
      }
      stride = strided.stride();
      if (stride <= 0) {
        return false;
      }
      pieces[n++] =
          new long[] {Math.floorMod(strided.start() + run.offset(), stride), run.length()};
    }
    Arrays.sort(pieces, 0, n, (a, b) -> Long.compare(a[0], b[0]));
    for (int i = 0; i < n; i++) {
      long next = i + 1 < n ? pieces[i + 1][0] : pieces[0][0] + stride;
      if (pieces[i][0] + pieces[i][1] > next) {
        return false;
      }
    }
    return n > 0;
  }
}
