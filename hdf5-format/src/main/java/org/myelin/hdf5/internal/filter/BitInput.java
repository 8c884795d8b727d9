package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** Bytes as a stream of bits, the most significant of each byte first. Not safe for threads. */
final class BitInput {
  private final String what;
  private final byte[] in;
  private final int end;
  private int at;

  /** Bits that were fetched and not yet read are the last {@code held} of {@code fetched}. */
  private long fetched;

  private int held;

  /**
   * @param what the coding, for messages
   */
  BitInput(String what, byte[] in, int at, int end) {
    this.what = what;
    this.in = in;
    this.at = at;
    this.end = end;
  }

  /** The next bits, at most 32, as an unsigned number. */
  long read(int bits) {
    while (held < bits) {
      fetch();
    }
    held -= bits;
    return fetched >>> held & (1L << bits) - 1;
  }

  /** The next bits, at most 64. */
  long readLong(int bits) {
    return bits <= 32 ? read(bits) : read(bits - 32) << 32 | read(32);
  }

  /** The number of zeros before the next one, which is taken too; more than {@code most} fail. */
  int zeros(int most) {
    int count = 0;
    while (count <= most) {
      long ahead = fetched & (1L << held) - 1;
      if (ahead != 0) {
        int left = 63 - Long.numberOfLeadingZeros(ahead);
        count += held - left - 1;
        held = left;
        return count;
      }
      count += held;
      held = 0;
      fetch();
    }
    throw new FilterException(what + " has a run of more than " + most + " zero bits");
  }

  private void fetch() {
    if (at >= end) {
      throw new FilterException(what + " breaks off");
    }
    fetched = fetched << 8 | in[at++] & 0xff;
    held += 8;
  }
}
