package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** One of the Huffman codes of a bzip2 block: canonical, 1 to 20 bits. */
final class Bzip2Code {
  private static final int GREATEST_LENGTH = 20;

  /** Codes up to this length are found by one look. */
  private static final int FAST = 10;

  /** By the next {@link #FAST} bits: symbol and length (5 bits), or 0 for a longer code. */
  private final short[] fast = new short[1 << FAST];

  /** By length: the first code of more bits, in {@link #GREATEST_LENGTH} bits. */
  private final int[] limit = new int[GREATEST_LENGTH + 1];

  /** By length: what makes of a code its place in {@link #order}. */
  private final int[] base = new int[GREATEST_LENGTH + 1];

  private final short[] order;

  /** Reads the lengths of {@code symbols} codes. */
  Bzip2Code(Bzip2Bits bits, int symbols) {
    byte[] lengths = new byte[symbols];
    int[] counts = new int[GREATEST_LENGTH + 1];
    int length = bits.take(5);
    for (int s = 0; s < symbols; s++) {
      while (true) {
        if (length < 1 || length > GREATEST_LENGTH) {
          throw new FilterException("a bzip2 code of " + length + " bits, expected 1 to 20");
        }
        if (!bits.flag()) {
          break;
        }
        length += bits.flag() ? -1 : 1;
      }
      lengths[s] = (byte) length;
      counts[length]++;
    }
    order = new short[symbols];
    fill(lengths, counts);
  }

  private void fill(byte[] lengths, int[] counts) {
    int code = 0;
    int place = 0;
    for (int length = 1; length <= GREATEST_LENGTH; length++) {
      base[length] = place - code;
      for (int s = 0; s < lengths.length; s++) {
        if (lengths[s] == length) {
          order[place++] = (short) s;
        }
      }
      code += counts[length];
      if (code > 1 << length) {
        throw new FilterException("the bzip2 code lengths claim more codes than there are");
      }
      limit[length] = code << GREATEST_LENGTH - length;
      for (int c = code - counts[length]; length <= FAST && c < code; c++) {
        short entry = (short) (order[base[length] + c] << 5 | length);
        java.util.Arrays.fill(fast, c << FAST - length, c + 1 << FAST - length, entry);
      }
      code <<= 1;
    }
  }

  /** Takes the next symbol. */
  int next(Bzip2Bits bits) {
    int ahead = bits.peek(GREATEST_LENGTH);
    int entry = fast[ahead >> GREATEST_LENGTH - FAST];
    if (entry != 0) {
      bits.skip(entry & 31);
      return entry >> 5;
    }
    for (int length = FAST + 1; length <= GREATEST_LENGTH; length++) {
      if (ahead < limit[length]) {
        bits.skip(length);
        return order[base[length] + (ahead >> GREATEST_LENGTH - length)];
      }
    }
    throw new FilterException("bits in the bzip2 data that are no code");
  }
}
