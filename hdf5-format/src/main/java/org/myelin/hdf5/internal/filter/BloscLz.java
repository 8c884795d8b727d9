package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * BloscLZ, Blosc's own codec: literals and references to the last 8 KiB, or 64 KiB further back.
 */
final class BloscLz {
  private static final int LITERALS = 32;
  private static final int LEAST_MATCH = 3;
  private static final int LONG_MATCH = 7;

  /** References farther than this have two bytes of their own. */
  private static final int NEAR = 8191;

  private static final int FAR_MARK = 31 << 8;

  private final byte[] in;
  private final int end;
  private int at;

  private BloscLz(byte[] in, int at, int end) {
    this.in = in;
    this.at = at;
    this.end = end;
  }

  /** Appends what the bytes from {@code at} to {@code end} stand for. */
  static void decode(byte[] in, int at, int end, Output out) {
    new BloscLz(in, at, end).run(out);
  }

  private void run(Output out) {
    if (at >= end) {
      return;
    }
    // the highest bits of the first byte are a mark: it begins with literals in any case
    int control = next() & LITERALS - 1;
    while (true) {
      if (control < LITERALS) {
        out.literal(in, at, end, control + 1);
        at += control + 1;
      } else {
        match(control, out);
      }
      if (at >= end) {
        return;
      }
      control = next();
    }
  }

  private void match(int control, Output out) {
    long length = control >> 5;
    int distance = (control & 31) << 8;
    if (length == LONG_MATCH) {
      int more;
      do {
        more = next();
        length += more;
      } while (more == 255);
    }
    int low = next();
    if (low == 255 && distance == FAR_MARK) {
      distance = (next() << 8 | next()) + NEAR;
    } else {
      distance += low;
    }
    if (length > Integer.MAX_VALUE - LEAST_MATCH) {
      throw new FilterException("a BloscLZ run of " + length + " bytes is longer than any block");
    }
    out.match(distance + 1, (int) length + LEAST_MATCH - 1);
  }

  private int next() {
    if (at >= end) {
      throw new FilterException("the BloscLZ data breaks off inside a reference");
    }
    return in[at++] & 0xff;
  }
}
