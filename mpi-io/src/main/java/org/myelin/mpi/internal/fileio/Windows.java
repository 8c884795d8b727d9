package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The steps in which one aggregator goes through its domain; stretches without data are left out.
 */
final class Windows {
  private final long[] bounds; // low and high of each window in turn

  private Windows(long[] bounds) {
    this.bounds = bounds;
  }

  /** Windows of at most {@code size} bytes over what {@code parts} touch between the bounds. */
  static Windows over(Access[] parts, long low, long high, long size, long alignment) {
    long[] found = new long[16];
    int n = 0;
    for (long at = next(parts, low, high); at < high; at = next(parts, found[n - 1], high)) {
      if (n + 2 > found.length) {
        found = Arrays.copyOf(found, 2 * n);
      }
      long end = at / alignment * alignment + size;
      found[n++] = at;
      found[n++] = Math.min(high, end > at ? end : at + size);
    }
    return new Windows(Arrays.copyOf(found, n));
  }

  private static long next(Access[] parts, long from, long high) {
    long nearest = high;
    for (Access part : parts) {
      if (part != null && !part.empty()) {
        long stream = part.streamAt(from);
        if (stream < part.to()) {
          nearest = Math.min(nearest, part.map().offsetOf(stream));
        }
      }
    }
    return nearest;
  }

  static Windows decode(byte[] bytes) {
    long[] bounds = new long[bytes.length / 8];
    ByteBuffer.wrap(bytes).asLongBuffer().get(bounds);
    return new Windows(bounds);
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(8 * bounds.length);
    out.asLongBuffer().put(bounds);
    return out.array();
  }

  int count() {
    return bounds.length / 2;
  }

  long low(int window) {
    return bounds[2 * window];
  }

  long high(int window) {
    return bounds[2 * window + 1];
  }
}
