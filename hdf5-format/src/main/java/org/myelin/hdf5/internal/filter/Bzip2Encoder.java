package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.internal.filter.deflate.CodeMaker;

/** Writes one bzip2 stream, with one Huffman code for each block. */
final class Bzip2Encoder {
  private static final int GROUP = 50;
  private static final int LONGEST_CODE = 17;
  private static final int LONGEST_RUN = 255;

  /** What a block may lack of its full size, as bzip2 has it. */
  private static final int SPARE = 19;

  private static final int[] CRC = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int c = i << 24;
      for (int k = 0; k < 8; k++) {
        c = c << 1 ^ (c < 0 ? 0x04c11db7 : 0);
      }
      CRC[i] = c;
    }
  }

  private final BitOutput out;
  private final byte[] block;
  private int length;
  private int crc;

  private Bzip2Encoder(int bytes, int level) {
    out = new BitOutput(0, bytes / 2 + 64);
    // shortening runs makes of four bytes five at worst
    block = new byte[(int) Math.min(100_000L * level - SPARE, bytes + bytes / 4 + 8L)];
  }

  static java.nio.ByteBuffer encode(byte[] in, int from, int bytes, int level) {
    Bzip2Encoder e = new Bzip2Encoder(bytes, level);
    e.out.write('B' << 16 | 'Z' << 8 | 'h', 24);
    e.out.write('0' + level, 8);
    int all = 0;
    int at = from;
    while (at < from + bytes) {
      at = e.fill(in, at, from + bytes);
      all = (all << 1 | all >>> 31) ^ ~e.crc;
      e.write();
    }
    e.out.write(0x177245, 24);
    e.out.write(0x385090, 24);
    e.out.write(all, 32);
    e.out.align();
    return java.nio.ByteBuffer.wrap(e.out.bytes(), 0, e.out.length()).slice();
  }

  /** Fills the block, runs of four and more shortened; gives where it stopped. */
  private int fill(byte[] in, int from, int end) {
    length = 0;
    crc = -1;
    int at = from;
    while (at < end && length <= block.length - 5) {
      int run = 1;
      while (run < LONGEST_RUN && at + run < end && in[at + run] == in[at]) {
        run++;
      }
      for (int i = 0; i < run; i++) {
        crc = crc << 8 ^ CRC[crc >>> 24 ^ in[at] & 0xff];
      }
      Arrays.fill(block, length, length + Math.min(4, run), in[at]);
      length += Math.min(4, run);
      if (run >= 4) {
        block[length++] = (byte) (run - 4);
      }
      at += run;
    }
    return at;
  }

  private void write() {
    out.write(0x314159, 24);
    out.write(0x265359, 24);
    out.write(~crc, 32);
    out.write(0, 1);
    int[] order = Bzip2Sort.rotations(block, length);
    int origin = 0;
    byte[] last = new byte[length];
    for (int i = 0; i < length; i++) {
      origin = order[i] == 0 ? i : origin;
      last[i] = block[order[i] == 0 ? length - 1 : order[i] - 1];
    }
    out.write(origin, 24);
    symbols(last);
  }

  /** Which bytes occur, then the bytes as distances in a list that moves what is used to front. */
  private void symbols(byte[] last) {
    boolean[] used = new boolean[256];
    for (byte b : last) {
      used[b & 0xff] = true;
    }
    byte[] front = map(used);
    int[] moved = new int[length + 1];
    int count = 0;
    int zeros = 0;
    for (byte b : last) {
      int place = 0;
      while (front[place] != b) {
        place++;
      }
      if (place == 0) {
        zeros++;
        continue;
      }
      count = zeros(zeros, moved, count);
      zeros = 0;
      System.arraycopy(front, 0, front, 1, place);
      front[0] = b;
      moved[count++] = place + 1;
    }
    count = zeros(zeros, moved, count);
    moved[count++] = front.length + 1;
    code(moved, count, front.length + 2);
  }

  private byte[] map(boolean[] used) {
    byte[] front = new byte[256];
    int n = 0;
    for (int i = 0; i < 256; i += 16) {
      boolean any = false;
      for (int j = i; j < i + 16; j++) {
        any |= used[j];
      }
      out.write(any ? 1 : 0, 1);
    }
    for (int i = 0; i < 256; i += 16) {
      int first = n;
      int bits = 0;
      for (int j = 0; j < 16; j++) {
        if (used[i + j]) {
          bits |= 1 << 15 - j;
          front[n++] = (byte) (i + j);
        }
      }
      if (n > first) {
        out.write(bits, 16);
      }
    }
    return Arrays.copyOf(front, n);
  }

  /** A run of zeros in digits 1 and 2 of powers of two, the lowest first. */
  private static int zeros(int run, int[] to, int count) {
    int n = count;
    for (int left = run; left > 0; left = left - 1 >> 1) {
      to[n++] = 1 - (left & 1);
    }
    return n;
  }

  private void code(int[] symbols, int count, int alphabet) {
    int[] frequency = new int[alphabet];
    Arrays.fill(frequency, 1);
    for (int i = 0; i < count; i++) {
      frequency[symbols[i]]++;
    }
    byte[] lengths = new byte[alphabet];
    new CodeMaker().lengths(frequency, alphabet, LONGEST_CODE, lengths);
    int groups = (count + GROUP - 1) / GROUP;
    // there must be two codes; all groups use the first
    out.write(2, 3);
    out.write(groups, 15);
    for (int i = 0; i < groups; i++) {
      out.write(0, 1);
    }
    lengths(lengths);
    lengths(lengths);
    int[] codes = codes(lengths);
    for (int i = 0; i < count; i++) {
      out.write(codes[symbols[i]], lengths[symbols[i]]);
    }
  }

  private void lengths(byte[] lengths) {
    int now = lengths[0];
    out.write(now, 5);
    for (byte l : lengths) {
      for (; now < l; now++) {
        out.write(2, 2);
      }
      for (; now > l; now--) {
        out.write(3, 2);
      }
      out.write(0, 1);
    }
  }

  private static int[] codes(byte[] lengths) {
    int[] codes = new int[lengths.length];
    int next = 0;
    for (int l = 1; l <= LONGEST_CODE; l++) {
      for (int s = 0; s < lengths.length; s++) {
        if (lengths[s] == l) {
          codes[s] = next++;
        }
      }
      next <<= 1;
    }
    return codes;
  }
}
