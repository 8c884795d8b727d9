package org.myelin.hdf5.internal.filter;

/** Takes elements apart into rows of bits; {@link Unbitshuffle} tells how they lie. */
final class Bitshuffle {
  private Bitshuffle() {}

  /**
   * Moves {@code n} elements, a multiple of 8, of {@code size} bytes each; the sides must not
   * overlap.
   */
  static void move(byte[] in, int at, byte[] out, int to, int size, int n) {
    int row = n / 8;
    for (int b = 0; b < size; b++) {
      int plane = to + b * n;
      for (int i = 0; i < row; i++) {
        int from = at + 8 * i * size + b;
        long bytes = 0;
        for (int e = 7; e >= 0; e--) {
          bytes = bytes << 8 | in[from + e * size] & 0xff;
        }
        long bits = Unbitshuffle.transposed(bytes);
        for (int r = 0; r < 8; r++, bits >>>= 8) {
          out[plane + r * row + i] = (byte) bits;
        }
      }
    }
  }
}
