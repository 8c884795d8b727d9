package org.myelin.hdf5.internal.filter;

/**
 * Brings bitshuffled elements back together: first come the lowest bits of all elements, eight to a
 * byte, then the next higher bits, … A number of elements that is no multiple of 8 is not shuffled.
 */
final class Unbitshuffle {
  private static final long EVERY_SECOND_BIT = 0x5555555555555555L;
  private static final long EVERY_SECOND_PAIR = 0x3333333333333333L;
  private static final long EVERY_SECOND_NIBBLE = 0x0f0f0f0f0f0f0f0fL;
  private static final long EVERY_SECOND_BYTE = 0x00ff00ff00ff00ffL;
  private static final long EVERY_SECOND_SHORT = 0x0000ffff0000ffffL;
  private static final long LOW_INT = 0xffffffffL;

  private Unbitshuffle() {}

  /**
   * Moves {@code n} elements, a multiple of 8, of {@code size} bytes each.
   *
   * @param scratch room for as many bytes
   */
  static void move(byte[] in, int at, byte[] out, int to, int size, int n, byte[] scratch) {
    byte[] planes = size == 1 ? out : scratch;
    int first = size == 1 ? to : 0;
    for (int b = 0; b < size; b++) {
      plane(in, at + b * n, planes, first + b * n, n >> 3);
    }
    if (size > 1) {
      Unshuffle.move(scratch, 0, out, to, size, n);
    }
  }

  /** Makes of eight rows of bits, each of {@code row} bytes, the bytes of 8 · row elements. */
  private static void plane(byte[] in, int at, byte[] out, int to, int row) {
    int whole = row & -8;
    for (int i = 0; i < whole; i += 8) {
      sixtyFour(in, at + i, row, out, to + 8 * i);
    }
    for (int i = whole; i < row; i++) {
      long bits = 0;
      for (int r = 0; r < 8; r++) {
        bits |= (in[at + r * row + i] & 0xffL) << 8 * r;
      }
      Bytes.putLong(out, to + 8 * i, transposed(bits));
    }
  }

  /** Swaps bit j of byte i with bit i of byte j. */
  static long transposed(long bits) {
    long t = (bits ^ bits >>> 7) & 0x00aa00aa00aa00aaL;
    long x = bits ^ t ^ t << 7;
    t = (x ^ x >>> 14) & 0x0000cccc0000ccccL;
    x ^= t ^ t << 14;
    t = (x ^ x >>> 28) & 0x00000000f0f0f0f0L;
    return x ^ t ^ t << 28;
  }

  /**
   * The same for eight bytes of each row at once: rows change places with bits inside the bytes,
   * then with the bytes.
   */
  private static void sixtyFour(byte[] in, int at, int row, byte[] out, int to) {
    int from = at;
    long a = Bytes.getLong(in, from);
    long b = Bytes.getLong(in, from += row);
    long c = Bytes.getLong(in, from += row);
    long d = Bytes.getLong(in, from += row);
    long e = Bytes.getLong(in, from += row);
    long f = Bytes.getLong(in, from += row);
    long g = Bytes.getLong(in, from += row);
    long h = Bytes.getLong(in, from + row);
    long t = (a >>> 1 ^ b) & EVERY_SECOND_BIT;
    a ^= t << 1;
    b ^= t;
    t = (c >>> 1 ^ d) & EVERY_SECOND_BIT;
    c ^= t << 1;
    d ^= t;
    t = (e >>> 1 ^ f) & EVERY_SECOND_BIT;
    e ^= t << 1;
    f ^= t;
    t = (g >>> 1 ^ h) & EVERY_SECOND_BIT;
    g ^= t << 1;
    h ^= t;
    t = (a >>> 2 ^ c) & EVERY_SECOND_PAIR;
    a ^= t << 2;
    c ^= t;
    t = (b >>> 2 ^ d) & EVERY_SECOND_PAIR;
    b ^= t << 2;
    d ^= t;
    t = (e >>> 2 ^ g) & EVERY_SECOND_PAIR;
    e ^= t << 2;
    g ^= t;
    t = (f >>> 2 ^ h) & EVERY_SECOND_PAIR;
    f ^= t << 2;
    h ^= t;
    t = (a >>> 4 ^ e) & EVERY_SECOND_NIBBLE;
    a ^= t << 4;
    e ^= t;
    t = (b >>> 4 ^ f) & EVERY_SECOND_NIBBLE;
    b ^= t << 4;
    f ^= t;
    t = (c >>> 4 ^ g) & EVERY_SECOND_NIBBLE;
    c ^= t << 4;
    g ^= t;
    t = (d >>> 4 ^ h) & EVERY_SECOND_NIBBLE;
    d ^= t << 4;
    h ^= t;
    t = (a >>> 8 ^ b) & EVERY_SECOND_BYTE;
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
    Bytes.putLong(out, to, a & LOW_INT | e << 32);
    Bytes.putLong(out, to + 8, b & LOW_INT | f << 32);
    Bytes.putLong(out, to + 16, c & LOW_INT | g << 32);
    Bytes.putLong(out, to + 24, d & LOW_INT | h << 32);
    Bytes.putLong(out, to + 32, a >>> 32 | e & ~LOW_INT);
    Bytes.putLong(out, to + 40, b >>> 32 | f & ~LOW_INT);
    Bytes.putLong(out, to + 48, c >>> 32 | g & ~LOW_INT);
    Bytes.putLong(out, to + 56, d >>> 32 | h & ~LOW_INT);
  }
}
