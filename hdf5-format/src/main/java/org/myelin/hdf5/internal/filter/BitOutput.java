package org.myelin.hdf5.internal.filter;

import java.util.Arrays;

/** Bits into bytes, the most significant of each byte first. Not safe for threads. */
final class BitOutput {
  private byte[] bytes;
  private int at;
  private long ahead;
  private int held;

  /**
   * @param at where the first bit goes; what lies before is the caller's
   * @param room bytes to begin with
   */
  BitOutput(int at, int room) {
    this.bytes = new byte[at + room + 8];
    this.at = at;
  }

  /** The lowest {@code n} bits of {@code v}, at most 32. */
  void write(long v, int n) {
    ahead = ahead << n | v & (1L << n) - 1;
    held += n;
    while (held >= 8) {
      held -= 8;
      put((byte) (ahead >>> held));
    }
  }

  /** The lowest {@code n} bits of {@code v}, at most 64. */
  void writeLong(long v, int n) {
    if (n > 32) {
      write(v >>> 32, n - 32);
      write(v, 32);
    } else {
      write(v, n);
    }
  }

  /** That many zeros and a one. */
  void unary(int zeros) {
    for (; zeros >= 32; zeros -= 32) {
      write(0, 32);
    }
    write(1, zeros + 1);
  }

  private void put(byte b) {
    if (at == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * at);
    }
    bytes[at++] = b;
  }

  /** Fills up the last byte with zeros. */
  void align() {
    if (held > 0) {
      write(0, 8 - held);
    }
  }

  /** All bytes; whole ones only. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the next byte goes. */
  int length() {
    return at;
  }
}
