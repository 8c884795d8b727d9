package org.myelin.hdf5.internal.filter;

/**
 * Takes two symbols of a Zstandard block's literals by one look, where their codes are short enough
 * for it. The table costs some microseconds, so it is for long and well compressed literals.
 */
final class HuffmanPairs {
  private static final int LEAST_SYMBOLS = 8192;
  private static final int MOST_BITS = 5;

  private static final int LOOKS = 5;
  private static final int BITS = LOOKS * HuffmanTable.GREATEST_LOG;
  private static final int SHIFT = 64 - HuffmanTable.GREATEST_LOG;

  /** Symbols (16 bits), how many they are (8) and the bits of their codes (the lowest six). */
  private final int[] table;

  private final byte[] in;
  private final byte[] out;

  HuffmanPairs(HuffmanTable single, byte[] in, byte[] out) {
    this.in = in;
    this.out = out;
    this.table = new int[single.entries.length];
    for (int i = 0; i < table.length; i++) {
      int first = single.entries[i];
      int bits = first & 63;
      int second = single.entries[i << bits & table.length - 1];
      int both = bits + (second & 63);
      int symbol = first >> 8 & 0xff;
      table[i] =
          both <= HuffmanTable.GREATEST_LOG
              ? (second >> 8 & 0xff) << 24 | symbol << 16 | 2 << 8 | both
              : symbol << 16 | 1 << 8 | bits;
    }
  }

  /** Whether the table is worth its cost for this many symbols in this many bytes. */
  static boolean areWorthIt(int symbols, int bytes) {
    return symbols >= LEAST_SYMBOLS && bytes * 8L < (long) symbols * MOST_BITS;
  }

  /**
   * Takes symbols from four streams in turn until one comes near its end.
   *
   * @param starts where the streams begin
   * @param at where the next symbol of each goes; moved on
   * @param ends where the last one goes, and one more
   */
  void run(BackwardBits[] streams, int[] starts, int[] at, int[] ends) {
    int[] codes = table;
    byte[] from = in;
    byte[] to = out;
    int s1 = starts[0];
    int s2 = starts[1];
    int s3 = starts[2];
    int s4 = starts[3];
    int n1 = streams[0].left;
    int n2 = streams[1].left;
    int n3 = streams[2].left;
    int n4 = streams[3].left;
    int o1 = at[0];
    int o2 = at[1];
    int o3 = at[2];
    int o4 = at[3];
    int last1 = ends[0] - 2 * LOOKS;
    int last2 = ends[1] - 2 * LOOKS;
    int last3 = ends[2] - 2 * LOOKS;
    int last4 = ends[3] - 2 * LOOKS;
    while (Math.min(Math.min(n1, n2), Math.min(n3, n4)) >= BITS
        && o1 <= last1
        && o2 <= last2
        && o3 <= last3
        && o4 <= last4) {
      // a bit set below the others counts the shifts
      long w1 = BackwardBits.word(from, s1, n1) | 1L << (-n1 & 7);
      long w2 = BackwardBits.word(from, s2, n2) | 1L << (-n2 & 7);
      long w3 = BackwardBits.word(from, s3, n3) | 1L << (-n3 & 7);
      long w4 = BackwardBits.word(from, s4, n4) | 1L << (-n4 & 7);
      for (int i = 0; i < LOOKS; i++) {
        int e1 = codes[(int) (w1 >>> SHIFT)];
        int e2 = codes[(int) (w2 >>> SHIFT)];
        int e3 = codes[(int) (w3 >>> SHIFT)];
        int e4 = codes[(int) (w4 >>> SHIFT)];
        Bytes.putShort(to, o1, e1 >>> 16);
        Bytes.putShort(to, o2, e2 >>> 16);
        Bytes.putShort(to, o3, e3 >>> 16);
        Bytes.putShort(to, o4, e4 >>> 16);
        w1 <<= e1;
        w2 <<= e2;
        w3 <<= e3;
        w4 <<= e4;
        o1 += e1 >> 8 & 3;
        o2 += e2 >> 8 & 3;
        o3 += e3 >> 8 & 3;
        o4 += e4 >> 8 & 3;
      }
      n1 -= Long.numberOfTrailingZeros(w1) - (-n1 & 7);
      n2 -= Long.numberOfTrailingZeros(w2) - (-n2 & 7);
      n3 -= Long.numberOfTrailingZeros(w3) - (-n3 & 7);
      n4 -= Long.numberOfTrailingZeros(w4) - (-n4 & 7);
    }
    streams[0].left = n1;
    streams[1].left = n2;
    streams[2].left = n3;
    streams[3].left = n4;
    at[0] = o1;
    at[1] = o2;
    at[2] = o3;
    at[3] = o4;
  }
}
