package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** The LZ4 block format: sequences of literals and a match, the last one without a match. */
final class Lz4Block {
  /** One byte of input stands for at most this many. */
  static final long GREATEST_RATIO = 255;

  private static final int LEAST_MATCH = 4;

  private final byte[] in;
  private final int end;
  private int at;

  private Lz4Block(byte[] in, int at, int end) {
    this.in = in;
    this.at = at;
    this.end = end;
  }

  /** Appends what the bytes from {@code at} to {@code end} stand for. */
  static void decode(byte[] in, int at, int end, Output out) {
    new Lz4Block(in, at, end).run(out);
  }

  private void run(Output out) {
    while (at < end) {
      int token = next();
      int literals = length(token >> 4);
      out.literal(in, at, end, literals);
      at += literals;
      if (at < end) {
        int distance = next() | next() << 8;
        out.match(distance, length(token & 15) + LEAST_MATCH);
      }
    }
  }

  private int length(int nibble) {
    if (nibble < 15) {
      return nibble;
    }
    long length = nibble;
    int more;
    do {
      more = next();
      length += more;
    } while (more == 255);
    if (length > Integer.MAX_VALUE - 64) {
      throw new FilterException("an LZ4 run of " + length + " bytes is longer than any chunk");
    }
    return (int) length;
  }

  private int next() {
    if (at >= end) {
      throw new FilterException("the LZ4 block breaks off inside a sequence");
    }
    return in[at++] & 0xff;
  }
}
