package org.myelin.hdf5.internal.filter.deflate;

/** Bits into bytes, the lowest first. The caller leaves eight bytes of room behind the last one. */
final class BitOutput {
  byte[] bytes;
  int at;
  long ahead;
  int held;

  void begin(byte[] to, int from) {
    bytes = to;
    at = from;
    ahead = 0;
    held = 0;
  }

  /** The lowest {@code n} bits of a number that has no others; at most 32. */
  void put(int v, int n) {
    ahead |= (long) v << held;
    held += n;
    if (held > 31) {
      flush();
    }
  }

  /** A code of {@link CodeMaker#codes}. */
  void putCode(int code) {
    put(code >>> 8, code & 63);
  }

  /** Leaves at most seven bits. */
  void flush() {
    Words.putLong(bytes, at, ahead);
    at += held >>> 3;
    ahead >>>= held & 56;
    held &= 7;
  }

  /** Fills up the last byte. */
  void align() {
    flush();
    if (held > 0) {
      at++;
      held = 0;
      ahead = 0;
    }
  }
}
