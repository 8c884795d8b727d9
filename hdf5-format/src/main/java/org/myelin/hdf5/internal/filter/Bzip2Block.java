package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** One bzip2 block after another: from bits to the bytes whose runs are still shortened. */
final class Bzip2Block {
  private static final int GROUP = 50;
  private static final int SYMBOLS_OF_RUNS = 2;

  private final Bzip2Bits bits;

  /** Bytes in the low eight bits; then above them, for each, where its successor is. */
  private final int[] links;

  private final int[] places = new int[257];
  private final byte[] symbols = new byte[256];
  private int symbolCount;
  private int length;

  /**
   * @param most the most bytes of a block
   */
  Bzip2Block(Bzip2Bits bits, int most) {
    this.bits = bits;
    this.links = new int[most];
  }

  /** Reads the block behind its checksum and appends its bytes. */
  void read(Bzip2Runs out) {
    if (bits.flag()) {
      throw new FilterException("a randomised bzip2 block, as only versions before 0.9.5 wrote");
    }
    int origin = bits.take(24);
    symbolMap();
    decode();
    if (origin >= length) {
      throw new FilterException(
          "a bzip2 block of " + length + " bytes that begins with number " + origin);
    }
    link();
    int at = links[origin] >>> 8;
    for (int i = 0; i < length; i++) {
      int link = links[at];
      out.add(link & 0xff);
      at = link >>> 8;
    }
  }

  private void symbolMap() {
    int sixteens = bits.take(16);
    symbolCount = 0;
    for (int i = 0; i < 16; i++) {
      int map = (sixteens >> 15 - i & 1) == 0 ? 0 : bits.take(16);
      for (int k = 0; k < 16; k++) {
        if ((map >> 15 - k & 1) != 0) {
          symbols[symbolCount++] = (byte) (16 * i + k);
        }
      }
    }
    if (symbolCount == 0) {
      throw new FilterException("a bzip2 block without symbols");
    }
  }

  private byte[] selectors(int codes) {
    int count = bits.take(15);
    if (count == 0) {
      throw new FilterException("a bzip2 block without selectors");
    }
    byte[] selectors = new byte[count];
    byte[] recent = {0, 1, 2, 3, 4, 5};
    for (int i = 0; i < count; i++) {
      int back = 0;
      while (bits.flag()) {
        if (++back >= codes) {
          throw new FilterException("a bzip2 selector beyond the " + codes + " codes");
        }
      }
      selectors[i] = toFront(recent, back);
    }
    return selectors;
  }

  private void decode() {
    int codeCount = bits.take(3);
    if (codeCount < 2 || codeCount > 6) {
      throw new FilterException("a bzip2 block of " + codeCount + " codes, expected 2 to 6");
    }
    byte[] selectors = selectors(codeCount);
    Bzip2Code[] codes = new Bzip2Code[codeCount];
    for (int i = 0; i < codeCount; i++) {
      codes[i] = new Bzip2Code(bits, symbolCount + SYMBOLS_OF_RUNS);
    }
    java.util.Arrays.fill(places, 0);
    length = 0;
    int endOfBlock = symbolCount + 1;
    long run = 0;
    long unit = 1;
    for (byte selector : selectors) {
      Bzip2Code code = codes[selector];
      for (int i = 0; i < GROUP; i++) {
        int symbol = code.next(bits);
        if (symbol < SYMBOLS_OF_RUNS) {
          // digits 1 and 2 of a number in base 2, the lowest first
          run += unit << symbol;
          unit <<= 1;
          room(run);
          continue;
        }
        if (run > 0) {
          append(symbols[0], (int) run);
          run = 0;
          unit = 1;
        }
        if (symbol == endOfBlock) {
          return;
        }
        room(1);
        append(toFront(symbols, symbol - 1), 1);
      }
    }
    throw new FilterException("a bzip2 block has no end among the codes that are selected");
  }

  private void room(long count) {
    if (count > links.length - length) {
      throw new FilterException("a bzip2 block of more than " + links.length + " bytes");
    }
  }

  private void append(byte value, int count) {
    int b = value & 0xff;
    places[b + 1] += count;
    java.util.Arrays.fill(links, length, length + count, b);
    length += count;
  }

  private static byte toFront(byte[] list, int at) {
    byte found = list[at];
    System.arraycopy(list, 0, list, 1, at);
    list[0] = found;
    return found;
  }

  /** Undoes the sorting: links each byte of the last column to the one that follows it. */
  private void link() {
    for (int b = 0; b < 256; b++) {
      places[b + 1] += places[b];
    }
    for (int i = 0; i < length; i++) {
      int b = links[i] & 0xff;
      links[places[b]++] |= i << 8;
    }
  }
}
