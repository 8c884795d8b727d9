package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** The bits of a bzip2 stream, each byte's highest first. */
final class Bzip2Bits {
  private final byte[] in;
  private final int end;
  private int at;

  /** The next {@link #count} bits in its lowest places. */
  private long held;

  private int count;

  Bzip2Bits(byte[] in, int at, int end) {
    this.in = in;
    this.at = at;
    this.end = end;
  }

  /** The next {@code n} bits, 1 to 32, without taking them; past the end they are 0. */
  int peek(int n) {
    while (count < n) {
      held = held << 8 | (at < end ? in[at] & 0xff : 0);
      at++;
      count += 8;
    }
    return (int) (held >>> count - n & (1L << n) - 1);
  }

  /** Takes bits that were peeked at. */
  void skip(int n) {
    count -= n;
    if (at > end && at - (count >> 3) > end) {
      throw new FilterException("the bzip2 data breaks off");
    }
  }

  /** Takes the next {@code n} bits, 1 to 32. */
  int take(int n) {
    int value = peek(n);
    skip(n);
    return value;
  }

  boolean flag() {
    return take(1) == 1;
  }

  /** Goes on at the next whole byte. */
  void align() {
    count -= count & 7;
  }

  /** Whether all bytes were taken. */
  boolean atEnd() {
    return at - (count >> 3) >= end;
  }
}
