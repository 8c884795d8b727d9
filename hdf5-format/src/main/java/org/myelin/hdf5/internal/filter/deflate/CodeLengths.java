package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;

/** The head of a dynamic block: the lengths of its codes, themselves coded (section 3.2.7). */
final class CodeLengths {
  private static final byte[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int REPEAT = 16;
  private static final int ZEROS = 17;
  private static final int MANY_ZEROS = 18;
  private static final int[] EXTRA = {2, 3, 7};

  private final byte[] all = new byte[320];
  private final int[] symbols = new int[320];
  private final int[] frequency = new int[19];
  private final byte[] length = new byte[19];
  private final int[] code = new int[19];
  private int literals;
  private int distances;
  private int count;
  private int sent;

  /** Takes the lengths of a block's two codes. */
  void take(byte[] literalLengths, byte[] distanceLengths, CodeMaker maker) {
    literals = 286;
    while (literalLengths[literals - 1] == 0) {
      literals--;
    }
    distances = 30;
    while (distanceLengths[distances - 1] == 0) {
      distances--;
    }
    System.arraycopy(literalLengths, 0, all, 0, literals);
    System.arraycopy(distanceLengths, 0, all, literals, distances);
    count = 0;
    Arrays.fill(frequency, 0);
    int total = literals + distances;
    for (int i = 0; i < total; ) {
      int end = i + 1;
      while (end < total && all[end] == all[i]) {
        end++;
      }
      run(all[i], end - i);
      i = end;
    }
    maker.lengths(frequency, 19, 7, length);
    maker.codes(length, 19, code);
    sent = 19;
    while (sent > 4 && length[ORDER[sent - 1]] == 0) {
      sent--;
    }
  }

  private void run(int value, int times) {
    if (value != 0) {
      add(value, 0);
      times--;
    }
    while (times >= 3) {
      int most = value != 0 ? 6 : times >= 11 ? 138 : 10;
      int n = Math.min(most, times);
      if (value != 0) {
        add(REPEAT, n - 3);
      } else if (times >= 11) {
        add(MANY_ZEROS, n - 11);
      } else {
        add(ZEROS, n - 3);
      }
      times -= n;
    }
    for (; times > 0; times--) {
      add(value, 0);
    }
  }

  private void add(int symbol, int extra) {
    symbols[count++] = symbol | extra << 8;
    frequency[symbol]++;
  }

  long bits() {
    long bits = 14 + 3L * sent;
    for (int i = 0; i < 19; i++) {
      bits += (long) frequency[i] * (length[i] + (i < REPEAT ? 0 : EXTRA[i - REPEAT]));
    }
    return bits;
  }

  void write(BitOutput out) {
    out.put(literals - 257, 5);
    out.put(distances - 1, 5);
    out.put(sent - 4, 4);
    for (int i = 0; i < sent; i++) {
      out.put(length[ORDER[i]], 3);
    }
    for (int i = 0; i < count; i++) {
      int symbol = symbols[i] & 255;
      out.putCode(code[symbol]);
      if (symbol >= REPEAT) {
        out.put(symbols[i] >>> 8, EXTRA[symbol - REPEAT]);
      }
    }
  }
}
