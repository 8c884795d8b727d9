package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** Bytes as a stream of bits, the least significant of each byte first. Not safe for threads. */
final class LowBitInput {
  private final String what;
  private final byte[] in;
  private final long end;

  /** The next bit, counted from the first one of {@code in[0]}. */
  private long at;

  /**
   * @param what the coding, for messages
   */
  LowBitInput(String what, byte[] in, int from, int end) {
    this.what = what;
    this.in = in;
    this.at = 8L * from;
    this.end = 8L * end;
  }

  /** The next bit. */
  int bit() {
    need(1);
    int b = in[(int) (at >>> 3)] >>> (int) (at & 7) & 1;
    at++;
    return b;
  }

  /** The next bits, at most 64, the first one as the lowest. */
  long read(int bits) {
    need(bits);
    long v = 0;
    for (int done = 0; done < bits; ) {
      int inByte = (int) (at & 7);
      int n = Math.min(8 - inByte, bits - done);
      v |= ((in[(int) (at >>> 3)] & 0xffL) >>> inByte & (1 << n) - 1) << done;
      done += n;
      at += n;
    }
    return v;
  }

  /** Leaves bits out. */
  void skip(int bits) {
    need(bits);
    at += bits;
  }

  private void need(int bits) {
    if (bits > end - at) {
      throw new FilterException(what + " breaks off");
    }
  }
}
