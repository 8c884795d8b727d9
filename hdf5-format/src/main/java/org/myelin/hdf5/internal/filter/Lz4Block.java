package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** The LZ4 block format: sequences of literals and a match, the last one without a match. */
final class Lz4Block {
  /** One byte of input stands for at most this many. */
  static final long GREATEST_RATIO = 255;

  private static final int LEAST_MATCH = 4;

  /** What a short sequence may read: 16 bytes of literals in words, then two of the distance. */
  private static final int SHORT_IN = 18;

  /** What a short sequence may write: 14 literals, then a match of 18 in three words. */
  private static final int SHORT_OUT = 14 + 24;

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
      shortSequences(out);
      if (at < end) {
        sequence(out);
      }
    }
  }

  /**
   * Decodes up to a sequence that has long runs, overlaps closely or lies near the end of either
   * side. Everything is copied in words, so that no copy has a loop.
   */
  private void shortSequences(Output out) {
    byte[] from = in;
    byte[] to = out.bytes;
    int i = at;
    int o = out.at;
    int lastIn = end - SHORT_IN - 1;
    int lastOut = out.end - SHORT_OUT;
    while (i <= lastIn && o <= lastOut) {
      int token = from[i] & 0xff;
      int literals = token >>> 4;
      if (literals == 15 || (token & 15) == 15) {
        break;
      }
      Bytes.copy16(from, i + 1, to, o);
      int distance = Bytes.getShort(from, i + 1 + literals);
      int match = o + literals;
      if (distance < 8 || distance > match - out.start) {
        break;
      }
      Bytes.putLong(to, match, Bytes.getLong(to, match - distance));
      Bytes.putLong(to, match + 8, Bytes.getLong(to, match + 8 - distance));
      Bytes.putLong(to, match + 16, Bytes.getLong(to, match + 16 - distance));
      i += 3 + literals;
      o = match + (token & 15) + LEAST_MATCH;
    }
    at = i;
    out.at = o;
  }

  private void sequence(Output out) {
    int token = next();
    int literals = length(token >> 4);
    out.literal(in, at, end, literals);
    at += literals;
    if (at < end) {
      int distance = next() | next() << 8;
      out.match(distance, length(token & 15) + LEAST_MATCH);
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
