package org.myelin.hdf5.internal.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Brings shuffled bytes back together: byte b of element i lies at {@code b * n + i}. The loop for
 * any element size is bound by its single stores; those for the common sizes run four times as fast
 * once compiled.
 */
final class Unshuffle {
  /** Elements that are moved together, so that both sides stay in the first-level cache. */
  private static final int TILE = 1024;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EVERY_SECOND_BYTE = 0x00ff00ff00ff00ffL;
  private static final long EVERY_SECOND_SHORT = 0x0000ffff0000ffffL;
  private static final long LOW_INT = 0xffffffffL;

  private Unshuffle() {}

  /** Moves {@code n} elements of {@code size} bytes from {@code at} on to {@code to} on. */
  static void move(byte[] in, int at, byte[] out, int to, int size, int n) {
    switch (size) {
      case 2 -> two(in, at, out, to, n);
      case 4 -> four(in, at, out, to, n);
      case 8 -> eight(in, at, out, to, n);
      default -> any(in, at, out, to, size, n);
    }
  }

  private static void two(byte[] in, int at, byte[] out, int to, int n) {
    int high = at + n;
    for (int i = 0; i < n; i++) {
      SHORT.set(out, to + 2 * i, (short) (in[at + i] & 0xff | in[high + i] << 8));
    }
  }

  private static void four(byte[] in, int at, byte[] out, int to, int n) {
    int second = at + n;
    int third = second + n;
    int fourth = third + n;
    for (int i = 0; i < n; i++) {
      out[to + 4 * i] = in[at + i];
      out[to + 4 * i + 1] = in[second + i];
      out[to + 4 * i + 2] = in[third + i];
      out[to + 4 * i + 3] = in[fourth + i];
    }
  }

  /**
   * Eight elements at a time: an 8 × 8 matrix of bytes, transposed by swapping ever larger parts.
   */
  private static void eight(byte[] in, int at, byte[] out, int start, int n) {
    int whole = n & -8;
    for (int i = 0; i < whole; i += 8) {
      int from = at + i;
      long a = (long) LONG.get(in, from);
      long b = (long) LONG.get(in, from += n);
      long c = (long) LONG.get(in, from += n);
      long d = (long) LONG.get(in, from += n);
      long e = (long) LONG.get(in, from += n);
      long f = (long) LONG.get(in, from += n);
      long g = (long) LONG.get(in, from += n);
      long h = (long) LONG.get(in, from + n);
      long t = (a >>> 8 ^ b) & EVERY_SECOND_BYTE;
      a ^= t << 8;
      b ^= t;
      t = (c >>> 8 ^ d) & EVERY_SECOND_BYTE;
      c ^= t << 8;
      d ^= t;
      t = (e >>> 8 ^ f) & EVERY_SECOND_BYTE;
      e ^= t << 8;
      f ^= t;
      t = (g >>> 8 ^ h) & EVERY_SECOND_BYTE;
      g ^= t << 8;
      h ^= t;
      t = (a >>> 16 ^ c) & EVERY_SECOND_SHORT;
      a ^= t << 16;
      c ^= t;
      t = (b >>> 16 ^ d) & EVERY_SECOND_SHORT;
      b ^= t << 16;
      d ^= t;
      t = (e >>> 16 ^ g) & EVERY_SECOND_SHORT;
      e ^= t << 16;
      g ^= t;
      t = (f >>> 16 ^ h) & EVERY_SECOND_SHORT;
      f ^= t << 16;
      h ^= t;
      int to = start + 8 * i;
      LONG.set(out, to, a & LOW_INT | e << 32);
      LONG.set(out, to + 8, b & LOW_INT | f << 32);
      LONG.set(out, to + 16, c & LOW_INT | g << 32);
      LONG.set(out, to + 24, d & LOW_INT | h << 32);
      LONG.set(out, to + 32, a >>> 32 | e & ~LOW_INT);
      LONG.set(out, to + 40, b >>> 32 | f & ~LOW_INT);
      LONG.set(out, to + 48, c >>> 32 | g & ~LOW_INT);
      LONG.set(out, to + 56, d >>> 32 | h & ~LOW_INT);
    }
    for (int b = 0; b < 8; b++) {
      for (int i = whole; i < n; i++) {
        out[start + 8 * i + b] = in[at + b * n + i];
      }
    }
  }

  private static void any(byte[] in, int at, byte[] out, int to, int size, int n) {
    for (int tile = 0; tile < n; tile += TILE) {
      int end = Math.min(n, tile + TILE);
      for (int b = 0; b < size; b++) {
        collect(in, at + b * n + tile, out, to + tile * size + b, size, end - tile);
      }
    }
  }

  private static void collect(byte[] in, int from, byte[] out, int to, int step, int count) {
    for (int i = 0; i < count; i++, to += step) {
      out[to] = in[from + i];
    }
  }
}
