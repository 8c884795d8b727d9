package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/**
 * The Huffman table of a Zstandard block's literals (RFC 8878, section 4.2). An entry holds the
 * symbol above the length of its code, which stands in the lowest six bits, where a shift of a long
 * takes it from.
 */
final class HuffmanTable {
  static final int GREATEST_LOG = 11;

  private static final int WEIGHTS_LOG = 6;
  private static final int SYMBOLS = 256;

  /** Indexed by the next {@link #GREATEST_LOG} bits, however long the longest code is. */
  final short[] entries = new short[1 << GREATEST_LOG];

  /** Reads a table's description and returns where it ends. */
  int read(byte[] in, int at, int end) {
    if (at >= end) {
      throw new FilterException("a Zstandard block breaks off before its Huffman table");
    }
    int head = in[at] & 0xff;
    byte[] weights = new byte[SYMBOLS];
    int direct = head - 127;
    int after = at + 1 + (direct > 0 ? direct + 1 >> 1 : head);
    if (after > end) {
      throw new FilterException("a Zstandard block breaks off inside its Huffman table");
    }
    int count = direct > 0 ? direct : coded(in, at + 1, after, weights);
    for (int i = 0; i < direct; i++) {
      weights[i] = (byte) (in[at + 1 + (i >> 1)] >> ((i & 1) == 0 ? 4 : 0) & 15);
    }
    fill(weights, count);
    return after;
  }

  /** Weights under finite state entropy coding, by two states that take turns. */
  private static int coded(byte[] in, int at, int end, byte[] weights) {
    FseTable.Described d = FseTable.read(in, at, end, FseSymbols.WEIGHTS, WEIGHTS_LOG);
    long[] entries = d.table().entries;
    BackwardBits bits = new BackwardBits(in, d.end(), end);
    int now = bits.read(d.table().log);
    int other = bits.read(d.table().log);
    bits.checkNotOverrun();
    int count = 0;
    while (bits.left >= 0) {
      // the last weight is not coded, so at most 255 are; two more may follow
      if (count > SYMBOLS - 3) {
        throw new FilterException(
            "a Zstandard Huffman table has more than " + SYMBOLS + " symbols");
      }
      long e = entries[now];
      weights[count++] = (byte) e;
      now = other;
      other = (int) (e >>> 48) + bits.read((int) (e >>> 40) & 0xff);
    }
    weights[count++] = (byte) entries[now];
    return count;
  }

  /** Makes the entries; the last symbol's weight is what the others leave. */
  private void fill(byte[] weights, int count) {
    int total = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] > GREATEST_LOG) {
        throw new FilterException("a Zstandard Huffman code of weight " + weights[i]);
      }
      total += 1 << weights[i] >> 1;
    }
    int log = 32 - Integer.numberOfLeadingZeros(total);
    int rest = (1 << log) - total;
    if (total == 0 || log > GREATEST_LOG || Integer.bitCount(rest) != 1) {
      throw new FilterException("the weights of a Zstandard Huffman table make " + total);
    }
    weights[count] = (byte) (32 - Integer.numberOfLeadingZeros(rest));
    int at = 0;
    for (int w = 1; w <= log; w++) {
      int step = 1 << w - 1 + GREATEST_LOG - log;
      for (int s = 0; s <= count; s++) {
        if (weights[s] == w) {
          Arrays.fill(entries, at, at + step, (short) (s << 8 | log + 1 - w));
          at += step;
        }
      }
    }
  }
}
