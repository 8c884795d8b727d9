package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import org.myelin.hdf5.DiffOptions;

/** Elements without a meaning as a whole, byte by byte as numbers from 0 to 255. */
final class BytesDiff implements ElementDiff {
  private final DiffOptions options;
  private final int bytes;

  BytesDiff(DiffOptions options, int bytes) {
    this.options = options;
    this.bytes = bytes;
  }

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    long found = 0;
    for (int i = 0; i < bytes; i++) {
      found += one(a.get(a1 + i) & 0xff, b.get(b1 + i) & 0xff, place, element);
    }
    return found;
  }

  private long one(int x, int y, Place place, long element) {
    int distance = Math.abs(x - y);
    boolean relative = options.relative() > 0;
    // the difference has the width of a byte with a sign
    double part = relative && x != 0 ? Math.abs((double) (byte) (y - x) / x) : -1;
    if (relative ? !(part > options.relative()) : x == y || !(distance > options.delta())) {
      return 0;
    }
    if (place.lists()) {
      place.line(
          element,
          relative,
          Place.column("" + x, 15)
              + Place.column("" + y, 15)
              + Comparison.padded("" + distance, 15)
              + (relative ? " " + Comparison.padded(RealFormat.fixed(part), 14) : ""));
    }
    return 1;
  }
}
