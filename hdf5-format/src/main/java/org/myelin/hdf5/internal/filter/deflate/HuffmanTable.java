package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/**
 * A canonical Huffman code (RFC 1951, section 3.2.2) as a table by the next input bits: codes of up
 * to {@link #bits} bits are found in one step, longer ones through a subtable. See {@link Symbols}
 * for the entries.
 */
final class HuffmanTable {
  private static final int LONGEST = 15;

  final int bits;
  final int[] main;
  final int[] sub;
  private final int[] symbols;
  private final int link;
  private final int linkMask;
  private final int invalid;
  private final String what;
  private final int[] count = new int[LONGEST + 1];
  private final int[] sorted;

  /**
   * @param symbols what each symbol stands for
   * @param subtables room for the entries of all subtables
   * @param link the mark of an entry that leads to a subtable
   * @param linkMask the bits to compare with that mark
   * @param invalid the entry where there is no code
   * @param what the alphabet, for messages
   */
  HuffmanTable(
      int[] symbols, int bits, int subtables, int link, int linkMask, int invalid, String what) {
    this.symbols = symbols;
    this.bits = bits;
    this.main = new int[1 << bits];
    this.sub = new int[subtables];
    this.link = link;
    this.linkMask = linkMask;
    this.invalid = invalid;
    this.what = what;
    this.sorted = new int[symbols.length];
  }

  /**
   * Makes the table for these code lengths; 0 for a symbol without a code. As zlib has it, a code
   * may be incomplete only if it is a single one of one bit, or, but not for code lengths, empty.
   *
   * @throws FilterException if the lengths are those of no code
   */
  void build(byte[] lengths, int from, int n) {
    Arrays.fill(count, 0);
    for (int i = 0; i < n; i++) {
      count[lengths[from + i]]++;
    }
    int longest = LONGEST;
    while (longest > 0 && count[longest] == 0) {
      longest--;
    }
    int unused = unusedCodes();
    if (unused > 0) {
      if (longest > 1 || sub.length == 0) {
        throw new FilterException("incomplete " + what + " code");
      }
      Arrays.fill(main, invalid);
    }
    int used = sort(lengths, from, n);
    if (unused > 0) {
      for (int i = 0; used > 0 && i < main.length; i += 2) {
        main[i] = entry(sorted[0], 1);
      }
      return;
    }
    new Filler(longest, used).fill();
  }

  /** Whether an entry leads to a subtable. */
  boolean isLink(int e) {
    return (e & linkMask) == link;
  }

  /** How many codes of 15 bits are left over. */
  private int unusedCodes() {
    int left = 1;
    for (int length = 1; length <= LONGEST; length++) {
      left = (left << 1) - count[length];
      if (left < 0) {
        throw new FilterException("over-subscribed " + what + " code");
      }
    }
    return left;
  }

  /** Puts the symbols that have a code in the order of their codes; returns their number. */
  private int sort(byte[] lengths, int from, int n) {
    int[] next = new int[LONGEST + 2];
    for (int length = 1; length <= LONGEST; length++) {
      next[length + 1] = next[length] + count[length];
    }
    for (int i = 0; i < n; i++) {
      if (lengths[from + i] != 0) {
        sorted[next[lengths[from + i]]++] = i;
      }
    }
    return next[LONGEST];
  }

  /** Code lengths belong into entries of lengths and distances, which have extra bits. */
  private int entry(int symbol, int length) {
    int e = symbols[symbol];
    return e + length + (e < 0 ? 0 : length << 8);
  }

  /** Enters the codes of a complete code, shortest first. Codes run with their bits reversed. */
  private final class Filler {
    private final int longest;
    private final int used;
    private int next;
    private int code;
    private int length = 1;

    Filler(int longest, int used) {
      this.longest = longest;
      this.used = used;
    }

    void fill() {
      int size = 2;
      for (; length <= bits && next < used; length++, size <<= 1) {
        if (length > 1) {
          System.arraycopy(main, 0, main, size >>> 1, size >>> 1);
        }
        for (int i = count[length]; i > 0; i--) {
          main[code] = entry(sorted[next++], length);
          if (isLast()) {
            repeat(size);
            return;
          }
          code = successor();
        }
      }
      subtables();
    }

    /** Repeats the first {@code size} entries, which are all there are. */
    private void repeat(int size) {
      for (; size < main.length; size <<= 1) {
        System.arraycopy(main, 0, main, size, size);
      }
    }

    private void subtables() {
      int free = 0;
      int prefix = -1;
      int start = 0;
      int width = 0;
      int left = skipUnused(count[length]);
      for (; ; ) {
        int p = code & main.length - 1;
        if (p != prefix) {
          prefix = p;
          start = free;
          width = width(left);
          free += 1 << width;
          main[p] = link | start << 12 | width << 8 | bits;
        }
        int e = entry(sorted[next++], length - bits);
        for (int i = code >>> bits; i < 1 << width; i += 1 << length - bits) {
          sub[start + i] = e;
        }
        if (next == used) {
          return;
        }
        code = successor();
        left = skipUnused(left - 1);
      }
    }

    private int skipUnused(int left) {
      while (left == 0) {
        left = count[++length];
      }
      return left;
    }

    /** Index bits of a subtable that begins with {@code left} codes of this length. */
    private int width(int left) {
      int width = length - bits;
      int room = (1 << width) - left;
      while (room > 0 && bits + width < longest) {
        width++;
        room = (room << 1) - count[bits + width];
      }
      return width;
    }

    private boolean isLast() {
      return code == (1 << length) - 1;
    }

    private int successor() {
      int bit = Integer.highestOneBit(~code & (1 << length) - 1);
      return code & bit - 1 | bit;
    }
  }

  /** Joins two short literal codes that follow each other into one entry. */
  void pairLiterals() {
    for (int i = main.length - 1; i >= 0; i--) {
      int first = main[i];
      if (first < 0) {
        int length = first & 63;
        int second = main[i >>> length];
        int both = length + (second & 63);
        if (second < 0 && both <= bits && (second >>> 24 & 3) == 1) {
          main[i] = Symbols.LITERAL | 2 << 24 | (second & 0xff00) << 8 | first & 0xff00 | both;
        }
      }
    }
  }
}
