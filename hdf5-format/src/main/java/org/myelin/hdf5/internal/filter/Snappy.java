package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** The raw Snappy format: the decoded size, then literals and copies of earlier bytes. */
final class Snappy {
  private static final int LONG_LITERAL = 60;

  private final byte[] in;
  private final int end;
  private int at;

  private Snappy(byte[] in, int at, int end) {
    this.in = in;
    this.at = at;
    this.end = end;
  }

  /** Appends what the bytes from {@code at} to {@code end} stand for. */
  static void decode(byte[] in, int at, int end, Output out) {
    new Snappy(in, at, end).run(out);
  }

  private void run(Output out) {
    long size = size();
    int before = out.at;
    while (at < end) {
      int tag = in[at++] & 0xff;
      int high = tag >> 2;
      switch (tag & 3) {
        case 0 -> literal(high, out);
        case 1 -> out.match((high >> 3) << 8 | number(1), (high & 7) + 4);
        case 2 -> out.match(number(2), high + 1);
        default -> out.match(number(4), high + 1);
      }
    }
    if (out.at - before != size) {
      throw new FilterException(
          "Snappy data holds " + (out.at - before) + " bytes, its head says " + size);
    }
  }

  private long size() {
    long size = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      long b = number(1);
      size |= (b & 0x7f) << shift;
      if (b < 0x80) {
        return size;
      }
    }
    throw new FilterException("the size before the Snappy data has more than five bytes");
  }

  private void literal(int high, Output out) {
    long length = high < LONG_LITERAL ? high + 1 : number(high - LONG_LITERAL + 1) + 1;
    if (length > end - at) {
      throw new FilterException("a Snappy literal of " + length + " bytes is not in its block");
    }
    out.literal(in, at, end, (int) length);
    at += (int) length;
  }

  private long number(int bytes) {
    if (bytes > end - at) {
      throw new FilterException("the Snappy data breaks off inside an element");
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (in[at++] & 0xffL) << 8 * i;
    }
    return value;
  }
}
