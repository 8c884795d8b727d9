package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/**
 * Decoded bytes of a bzip2 stream. Four equal bytes are followed by the number of further ones, so
 * few bytes can stand for many: memory grows with what was really decoded.
 */
final class Bzip2Runs {
  private static final int[] CRC = crcTable();

  private final long limit;
  byte[] bytes;
  int length;
  private int crc;
  private int last;
  private int equal;

  Bzip2Runs(long limit, int guess) {
    this.limit = limit;
    this.bytes = new byte[guess];
  }

  /** A block begins: runs and checksum with it. */
  void begin() {
    crc = -1;
    equal = 0;
  }

  /** The checksum of the block's bytes. */
  int checksum() {
    return ~crc;
  }

  /** Appends a byte, or as often as it says the one before. */
  void add(int value) {
    if (equal == 4) {
      equal = 0;
      repeat(last, value);
      return;
    }
    equal = equal > 0 && value == last ? equal + 1 : 1;
    last = value;
    repeat(value, 1);
  }

  private void repeat(int value, int count) {
    if (count > bytes.length - length) {
      grow(count);
    }
    int c = crc;
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) value;
      c = c << 8 ^ CRC[c >>> 24 ^ value];
    }
    crc = c;
  }

  private void grow(int count) {
    long needed = (long) length + count;
    long most = Math.min(limit, Integer.MAX_VALUE - 16);
    if (needed > most) {
      throw new FilterException("the bzip2 data holds more than the " + limit + " bytes expected");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(needed, 2L * bytes.length)));
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int c = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        c = c << 1 ^ (c < 0 ? 0x04c11db7 : 0);
      }
      table[i] = c;
    }
    return table;
  }
}
