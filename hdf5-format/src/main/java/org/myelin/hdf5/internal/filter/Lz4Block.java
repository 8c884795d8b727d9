package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** The LZ4 block format: sequences of literals and a match, the last one without a match. */
final class Lz4Block {
  /** One byte of input stands for at most this many. */
  static final long GREATEST_RATIO = 255;

  private static final int LEAST_MATCH = 4;

  /** A length that goes on in the bytes that follow. */
  private static final int LONG = 15;

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
      if (literals == LONG || (token & 15) == LONG) {
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

  /** Decodes any one sequence. */
  private void sequence(Output out) {
    int token = in[at++] & 0xff;
    int literals = token >>> 4;
    if (literals == LONG) {
      literals = longLength();
    }
    if (literals <= 16 && end - at >= SHORT_IN && out.end - out.at >= 16) {
      Bytes.copy16(in, at, out.bytes, out.at);
      out.at += literals;
    } else {
      out.literal(in, at, end, literals);
    }
    at += literals;
    if (at == end) {
      return;
    }
    if (end - at < 2) {
      throw breaksOff();
    }
    int distance = Bytes.getShort(in, at);
    at += 2;
    int match = token & 15;
    out.match(distance, (match == LONG ? longLength() : match) + LEAST_MATCH);
  }

  private int longLength() {
    int i = at;
    while (i < end && in[i] == -1) {
      i++;
    }
    if (i == end) {
      throw breaksOff();
    }
    long length = LONG + 255L * (i - at) + (in[i] & 0xff);
    at = i + 1;
    return (int) Math.min(length, Integer.MAX_VALUE - LEAST_MATCH);
  }

  private static FilterException breaksOff() {
    return new FilterException("the LZ4 block breaks off inside a sequence");
  }
}
