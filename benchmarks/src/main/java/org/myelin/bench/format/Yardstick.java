package org.myelin.bench.format;

import java.util.Arrays;

/**
 * The sizes of the reading workloads and the values that all sides expect; the same arithmetic as
 * {@code reads.c}, which writes the files.
 *
 * @param divisor 1 for the full sizes
 */
record Yardstick(int divisor) {
  static final int WINDOW_ROWS = 100;
  static final int CHANNELS = 384;
  static final int LINKS = 200_000;
  static final int DATASETS = 500;
  private static final int BLOCK_ROWS = 8192;

  int doubles() {
    return (1 << 26) / divisor;
  }

  int side() {
    return divisor == 1 ? 16384 : 8192;
  }

  int rows() {
    return BLOCK_ROWS * (42 / divisor);
  }

  int groups() {
    return 100 / divisor;
  }

  int strings() {
    return 1_000_000 / divisor;
  }

  int tableRows() {
    return 2_000_000 / divisor;
  }

  int points() {
    return 1_000_000 / divisor;
  }

  /** Output {@code k} of SplitMix64. */
  static long mix(long k) {
    long z = (k + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** Element {@code i} of the file of doubles. */
  static double uniform(long i) {
    return (mix(i) >>> 11) * 0x1.0p-53;
  }

  /** Element {@code f}, counted flat, of the file of chunks without filters. */
  static short plain(long f) {
    return (short) (mix(f >> 2) >>> 16 * (f & 3));
  }

  private static int noise(long k) {
    long m = mix(k);
    return (int) ((m & 255) + (m >> 8 & 255) + (m >> 16 & 255) + (m >> 24 & 255)) - 510;
  }

  /** The file of the slow wave with noise, which starts anew each 8192 rows. */
  static short[] signal(int rows) {
    short[] y = new short[rows * CHANNELS];
    int[] s = new int[CHANNELS];
    int common = 0;
    for (int r = 0; r < rows; r++) {
      if (r % BLOCK_ROWS == 0) {
        Arrays.fill(s, 0);
        common = 0;
      }
      common = common - (common >> 7) + noise(0x100000000L + r);
      for (int c = 0; c < CHANNELS; c++) {
        s[c] = s[c] - (s[c] >> 3) + noise((long) r * CHANNELS + c);
        y[r * CHANNELS + c] = (short) ((s[c] >> 4) + (common >> 3));
      }
    }
    return y;
  }

  /** String {@code i}. */
  static String string(long i) {
    int length = (int) Long.remainderUnsigned(mix(i), 32);
    long m = mix(i + (1L << 32));
    StringBuilder s = new StringBuilder();
    for (int j = 0; j < length; j++) {
      s.append((char) ('a' + (m >>> 2 * j) % 16 + ((m >>> 2 * j) % 16 < 0 ? 16 : 0)));
    }
    return s.toString();
  }

  static int random(long k, int below) {
    return (int) Long.remainderUnsigned(mix(k), below);
  }

  static void check(boolean asWritten, String what) {
    if (!asWritten) {
      throw new IllegalStateException("read something else than was written: " + what);
    }
  }
}
