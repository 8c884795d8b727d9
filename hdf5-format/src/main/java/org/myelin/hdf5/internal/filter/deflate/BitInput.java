package org.myelin.hdf5.internal.filter.deflate;

import org.myelin.hdf5.spi.FilterException;

/** The bits of a deflate stream, lowest first (RFC 1951, section 3.1.1). */
final class BitInput {
  final byte[] bytes;
  final int end;

  /** The next byte that is not in {@link #held}. */
  int at;

  /** Bits that were taken from the bytes but not used, {@link #count} of them; zeros above. */
  long held;

  int count;

  BitInput(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Holds 49 bits or more, or all that are left. */
  void fill() {
    while (count <= 48 && at < end) {
      held |= (bytes[at++] & 255L) << count;
      count += 8;
    }
  }

  /** Takes the next {@code n} bits, up to 16. */
  int take(int n) {
    fill();
    int bits = (int) held & (1 << n) - 1;
    skip(n);
    return bits;
  }

  /** Passes over bits that are held. */
  void skip(int n) {
    if (n > count) {
      throw new FilterException("the deflate stream breaks off");
    }
    held >>>= n;
    count -= n;
  }

  /** Goes to the next whole byte; no bits are held then. */
  void align() {
    at -= count >>> 3;
    held = 0;
    count = 0;
  }

  /** Gives whole bytes back, so that fewer than 8 bits are held. */
  void giveBack() {
    at -= count >>> 3;
    count &= 7;
    held &= (1L << count) - 1;
  }
}
