package org.myelin.hdf5.internal.filter;

/** The XXH64 hash with seed 0, which Zstandard frames end with. */
final class Xxh64 {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  /** P1 + P2, modulo 2^64. */
  private static final long FIRST = 0x60EA27EEADC0B5D6L;

  private Xxh64() {}

  static long of(byte[] b, int at, int end) {
    long h = end - at >= 32 ? stripes(b, at, end) : P5;
    h += end - at;
    int i = end - ((end - at) & 31);
    for (; end - i >= 8; i += 8) {
      h = Long.rotateLeft(h ^ round(0, Bytes.getLong(b, i)), 27) * P1 + P4;
    }
    if (end - i >= 4) {
      h = Long.rotateLeft(h ^ (Bytes.getInt(b, i) & 0xffffffffL) * P1, 23) * P2 + P3;
      i += 4;
    }
    for (; i < end; i++) {
      h = Long.rotateLeft(h ^ (b[i] & 0xff) * P5, 11) * P1;
    }
    h = (h ^ h >>> 33) * P2;
    h = (h ^ h >>> 29) * P3;
    return h ^ h >>> 32;
  }

  private static long stripes(byte[] b, int at, int end) {
    long v1 = FIRST;
    long v2 = P2;
    long v3 = 0;
    long v4 = -P1;
    for (int i = at; end - i >= 32; i += 32) {
      v1 = round(v1, Bytes.getLong(b, i));
      v2 = round(v2, Bytes.getLong(b, i + 8));
      v3 = round(v3, Bytes.getLong(b, i + 16));
      v4 = round(v4, Bytes.getLong(b, i + 24));
    }
    long h =
        Long.rotateLeft(v1, 1)
            + Long.rotateLeft(v2, 7)
            + Long.rotateLeft(v3, 12)
            + Long.rotateLeft(v4, 18);
    h = (h ^ round(0, v1)) * P1 + P4;
    h = (h ^ round(0, v2)) * P1 + P4;
    h = (h ^ round(0, v3)) * P1 + P4;
    return (h ^ round(0, v4)) * P1 + P4;
  }

  private static long round(long v, long input) {
    return Long.rotateLeft(v + input * P2, 31) * P1;
  }
}
