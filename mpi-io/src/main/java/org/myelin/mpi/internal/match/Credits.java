package org.myelin.mpi.internal.match;

import java.util.Arrays;

/**
 * Bounds the small messages that a receiver may have to keep: each pair of ranks has a window of
 * bytes; when it is used up, small messages wait for their receive as large ones do.
 */
final class Credits {
  private static final long WINDOW = 1 << 20;
  private static final long OVERHEAD = 128;
  private static final long WORTH_A_FRAME = WINDOW / 4;

  private final long[] left;
  private final long[] consumed;

  Credits(int size) {
    left = new long[size];
    consumed = new long[size];
    Arrays.fill(left, WINDOW);
  }

  synchronized boolean take(int destination, long bytes) {
    long cost = bytes + OVERHEAD;
    if (left[destination] < cost) {
      return false;
    }
    left[destination] -= cost;
    return true;
  }

  synchronized void giveBack(int destination, long bytes) {
    left[destination] = Math.min(WINDOW, left[destination] + bytes);
  }

  /** Returns what is to be given back to the source now, or 0. */
  synchronized long consumed(int source, long bytes) {
    consumed[source] += bytes + OVERHEAD;
    if (consumed[source] < WORTH_A_FRAME) {
      return 0;
    }
    long back = consumed[source];
    consumed[source] = 0;
    return back;
  }
}
