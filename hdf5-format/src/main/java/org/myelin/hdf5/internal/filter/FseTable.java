package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * A decoding table of finite state entropy coding (RFC 8878, section 4.1). An entry holds what its
 * state stands for, as a least value (32 bits) and how many bits are added to it (8), then how many
 * bits (8) are added to the least next state (16).
 */
final class FseTable {
  private static final int LEAST_LOG = 5;

  final int log;
  final long[] entries;

  private FseTable(int log) {
    this.log = log;
    this.entries = new long[1 << log];
  }

  /** The table of one symbol that needs no bits. */
  static FseTable of(FseSymbols symbols, int symbol) {
    FseTable t = new FseTable(0);
    t.entries[0] = symbols.meaning(symbol);
    return t;
  }

  /** The table of a distribution; a symbol less probable than 1 has -1. */
  static FseTable of(FseSymbols symbols, int log, int... probabilities) {
    FseTable t = new FseTable(log);
    int[] next = new int[probabilities.length];
    byte[] order = spread(log, probabilities, next);
    for (int state = 0; state < order.length; state++) {
      int symbol = order[state] & 0xff;
      int at = next[symbol]++;
      int bits = log - (31 - Integer.numberOfLeadingZeros(at));
      long least = (at << bits) - order.length;
      t.entries[state] = least << 48 | (long) bits << 40 | symbols.meaning(symbol);
    }
    return t;
  }

  /** Which symbol each state stands for; {@code next} gets how many states each symbol has. */
  private static byte[] spread(int log, int[] probabilities, int[] next) {
    byte[] order = new byte[1 << log];
    int high = order.length;
    for (int s = 0; s < probabilities.length; s++) {
      next[s] = Math.abs(probabilities[s]);
      if (probabilities[s] < 0) {
        order[--high] = (byte) s;
      }
    }
    int step = (order.length >> 1) + (order.length >> 3) + 3;
    int at = 0;
    for (int s = 0; s < probabilities.length; s++) {
      for (int i = 0; i < probabilities[s]; i++) {
        order[at] = (byte) s;
        do {
          at = at + step & order.length - 1;
        } while (at >= high);
      }
    }
    return order;
  }

  /** What {@link #read} found: a table, and where its description ends. */
  record Described(FseTable table, int end) {}

  /** Reads a table's description (section 4.1.1) at {@code at}. */
  static Described read(byte[] in, int at, int end, FseSymbols symbols, int greatestLog) {
    if (at >= end) {
      throw new FilterException("a Zstandard block breaks off before a table");
    }
    int log = (in[at] & 15) + LEAST_LOG;
    if (log > greatestLog) {
      throw new FilterException(
          "a Zstandard table of 2^" + log + " states, expected at most 2^" + greatestLog);
    }
    int[] probabilities = new int[symbols.count()];
    long bit = 4;
    int rest = 1 << log;
    int s = 0;
    while (rest > 0 && s < probabilities.length) {
      int bits = 32 - Integer.numberOfLeadingZeros(rest + 1);
      int value = bits(in, at, end, bit, bits);
      // the values that bits - 1 bits would leave over are coded shorter
      int spare = (1 << bits) - 2 - rest;
      int low = value & (1 << bits - 1) - 1;
      boolean isShort = low < spare;
      bit += isShort ? bits - 1 : bits;
      int probability = (isShort ? low : value < 1 << bits - 1 ? value : value - spare) - 1;
      probabilities[s++] = probability;
      rest -= Math.abs(probability);
      int zeros = probability == 0 ? 3 : 0;
      while (zeros == 3) {
        zeros = bits(in, at, end, bit, 2);
        bit += 2;
        s += zeros;
      }
    }
    int after = at + (int) (bit + 7 >> 3);
    if (rest != 0 || s > probabilities.length || after > end) {
      throw new FilterException("a Zstandard table's description is not one of its symbols");
    }
    return new Described(of(symbols, log, probabilities), after);
  }

  /** Bits counted from the lowest of the first byte; past the end they are 0. */
  private static int bits(byte[] in, int at, int end, long bit, int count) {
    int value = 0;
    long from = at + (bit >> 3);
    for (int i = 0; i < 3; i++) {
      value |= from + i < end ? (in[(int) from + i] & 0xff) << 8 * i : 0;
    }
    return value >> (bit & 7) & (1 << count) - 1;
  }
}
