package org.myelin.hdf5.internal.filter;

import java.util.Arrays;

/** What the symbols of an {@link FseTable} stand for: a least value and the bits added to it. */
final class FseSymbols {
  /** The weights of a Huffman table. */
  static final FseSymbols WEIGHTS = new FseSymbols(0, new int[HuffmanTable.GREATEST_LOG + 1]);

  /** Lengths of literals (RFC 8878, section 3.1.1.3.2.1.1). */
  static final FseSymbols LITERALS =
      new FseSymbols(
          0, after(16, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));

  /** Lengths of matches. */
  static final FseSymbols MATCHES =
      new FseSymbols(
          3, after(32, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));

  /** Offset codes: code n adds n bits to 2^n. */
  static final FseSymbols OFFSETS = new FseSymbols(1, offsets());

  private final long[] meanings;

  private FseSymbols(int least, int[] bits) {
    meanings = new long[bits.length];
    long value = least;
    for (int i = 0; i < bits.length; i++) {
      meanings[i] = (long) bits[i] << 32 | value;
      // the values of a symbol begin where those of the one before end
      value += 1L << bits[i];
    }
  }

  /** How many symbols there are. */
  int count() {
    return meanings.length;
  }

  /** The symbol's bits (8) and its least value (32), as in an entry of a table. */
  long meaning(int symbol) {
    return meanings[symbol];
  }

  private static int[] after(int zeros, int... bits) {
    int[] all = new int[zeros + bits.length];
    System.arraycopy(bits, 0, all, zeros, bits.length);
    return all;
  }

  private static int[] offsets() {
    int[] all = new int[32];
    Arrays.setAll(all, code -> code);
    return all;
  }
}
