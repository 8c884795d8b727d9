package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/** Literals of a Zstandard block in one or four Huffman-coded bitstreams (RFC 8878, 4.2.2). */
final class HuffmanStreams {
  private static final int JUMP_TABLE = 6;

  /** Symbols taken from one word: five codes of at most 11 bits. */
  private static final int SYMBOLS = 5;

  private static final int BITS = SYMBOLS * HuffmanTable.GREATEST_LOG;
  private static final int SHIFT = 64 - HuffmanTable.GREATEST_LOG;

  private final HuffmanTable huffman;
  private final short[] table;
  private final byte[] in;
  private final byte[] out;

  HuffmanStreams(HuffmanTable table, byte[] in, byte[] out) {
    this.huffman = table;
    this.table = table.entries;
    this.in = in;
    this.out = out;
  }

  /** Decodes one stream into {@code out} up to {@code count}. */
  void one(int at, int end, int count) {
    finish(new BackwardBits(in, at, end), at, 0, count);
  }

  /** Decodes four streams, each of a quarter of {@code count}. */
  void four(int at, int end, int count) {
    int quarter = count + 3 >> 2;
    if (end - at < JUMP_TABLE || 3 * quarter > count) {
      throw new FilterException("four Zstandard streams in " + (end - at) + " bytes");
    }
    int s1 = at + JUMP_TABLE;
    int s2 = s1 + Bytes.getShort(in, at);
    int s3 = s2 + Bytes.getShort(in, at + 2);
    int s4 = s3 + Bytes.getShort(in, at + 4);
    if (s4 > end) {
      throw new FilterException("Zstandard streams of more than their block's bytes");
    }
    BackwardBits[] streams = {
      new BackwardBits(in, s1, s2),
      new BackwardBits(in, s2, s3),
      new BackwardBits(in, s3, s4),
      new BackwardBits(in, s4, end)
    };
    int[] starts = {s1, s2, s3, s4};
    int[] next = {0, quarter, 2 * quarter, 3 * quarter};
    int[] ends = {quarter, 2 * quarter, 3 * quarter, count};
    if (HuffmanPairs.areWorthIt(count, end - at)) {
      new HuffmanPairs(huffman, in, out).run(streams, starts, next, ends);
    } else {
      int done = together(streams, starts, quarter, count - 3 * quarter);
      Arrays.setAll(next, s -> s * quarter + done);
    }
    for (int s = 0; s < 4; s++) {
      finish(streams[s], starts[s], next[s], ends[s]);
    }
  }

  /**
   * Takes symbols from all streams in turn, which a processor does at the same time, until one
   * comes near its end; returns how many from each.
   */
  private int together(BackwardBits[] streams, int[] starts, int quarter, int last) {
    short[] codes = table;
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
    int done = 0;
    while (done <= last - SYMBOLS && Math.min(Math.min(n1, n2), Math.min(n3, n4)) >= BITS) {
      // a bit set below the others counts the shifts
      long w1 = BackwardBits.word(from, s1, n1) | 1L << (-n1 & 7);
      long w2 = BackwardBits.word(from, s2, n2) | 1L << (-n2 & 7);
      long w3 = BackwardBits.word(from, s3, n3) | 1L << (-n3 & 7);
      long w4 = BackwardBits.word(from, s4, n4) | 1L << (-n4 & 7);
      for (int i = 0; i < SYMBOLS; i++, done++) {
        int e1 = codes[(int) (w1 >>> SHIFT)];
        int e2 = codes[(int) (w2 >>> SHIFT)];
        int e3 = codes[(int) (w3 >>> SHIFT)];
        int e4 = codes[(int) (w4 >>> SHIFT)];
        w1 <<= e1;
        w2 <<= e2;
        w3 <<= e3;
        w4 <<= e4;
        to[done] = (byte) (e1 >> 8);
        to[done + quarter] = (byte) (e2 >> 8);
        to[done + 2 * quarter] = (byte) (e3 >> 8);
        to[done + 3 * quarter] = (byte) (e4 >> 8);
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
    return done;
  }

  private void finish(BackwardBits bits, int start, int at, int end) {
    int left = bits.left;
    int o = at;
    while (o < end && left >= 0) {
      long w = BackwardBits.word(in, start, left);
      int stop = Math.min(end, o + SYMBOLS);
      while (o < stop) {
        int e = table[(int) (w >>> SHIFT)];
        w <<= e;
        left -= e & 63;
        out[o++] = (byte) (e >> 8);
      }
    }
    bits.left = left;
    bits.checkAllRead();
  }
}
