package org.myelin.hdf5.internal.filter.deflate;

/** The symbols of lengths and distances for the encoder (RFC 1951, section 3.2.5). */
final class LengthsAndDistances {
  static final int SHORTEST = 3;
  static final int LONGEST = 258;
  static final int WINDOW = 1 << 15;
  static final int LENGTHS = 29;
  static final int DISTANCES = 30;

  /** Length symbol less 257, by length. */
  static final byte[] LENGTH_SYMBOL = new byte[LONGEST + 1];

  static final int[] LENGTH_BASE = new int[LENGTHS];
  static final int[] LENGTH_EXTRA = new int[LENGTHS];
  static final int[] DISTANCE_BASE = new int[DISTANCES];
  static final int[] DISTANCE_EXTRA = new int[DISTANCES];

  /** By distance less 1 below 256; above by its 128th part. */
  private static final byte[] DISTANCE_SYMBOL = new byte[512];

  static {
    int base = SHORTEST;
    for (int i = 0; i < LENGTHS - 1; i++) {
      LENGTH_BASE[i] = base;
      LENGTH_EXTRA[i] = i < 8 ? 0 : i - 4 >> 2;
      for (int j = 0; j < 1 << LENGTH_EXTRA[i] && base + j < LONGEST; j++) {
        LENGTH_SYMBOL[base + j] = (byte) i;
      }
      base += 1 << LENGTH_EXTRA[i];
    }
    LENGTH_BASE[LENGTHS - 1] = LONGEST;
    LENGTH_SYMBOL[LONGEST] = LENGTHS - 1;
    base = 1;
    for (int i = 0; i < DISTANCES; i++) {
      DISTANCE_BASE[i] = base;
      DISTANCE_EXTRA[i] = i < 4 ? 0 : i - 2 >> 1;
      for (int d = base - 1; d < base - 1 + (1 << DISTANCE_EXTRA[i]); d++) {
        DISTANCE_SYMBOL[d < 256 ? d : 256 + (d >> 7)] = (byte) i;
      }
      base += 1 << DISTANCE_EXTRA[i];
    }
  }

  private LengthsAndDistances() {}

  static int distanceSymbol(int distance) {
    int d = distance - 1;
    return DISTANCE_SYMBOL[d < 256 ? d : 256 + (d >>> 7)];
  }
}
