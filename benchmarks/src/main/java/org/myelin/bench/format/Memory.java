package org.myelin.bench.format;

import java.nio.ByteBuffer;

/** Arrays that are read into round by round, one at a time, as the C side reuses its buffer. */
final class Memory {
  private static final int PAGE = 4096;
  private static Object kept;

  private Memory() {}

  static double[] doubles(int length) {
    if (!(kept instanceof double[] x && x.length == length)) {
      kept = null;
      kept = new double[length];
    }
    return (double[]) kept;
  }

  static short[] shorts(int length) {
    if (!(kept instanceof short[] x && x.length == length)) {
      kept = null;
      kept = new short[length];
    }
    return (short[]) kept;
  }

  /** On a page's boundary, with every page touched. */
  static ByteBuffer direct(int length) {
    if (!(kept instanceof ByteBuffer b && b.capacity() >= length)) {
      kept = null;
      ByteBuffer b = ByteBuffer.allocateDirect(length + 2 * PAGE).alignedSlice(PAGE);
      for (int i = 0; i < b.capacity(); i += PAGE) {
        b.put(i, (byte) 1);
      }
      kept = b;
    }
    return (ByteBuffer) kept;
  }
}
