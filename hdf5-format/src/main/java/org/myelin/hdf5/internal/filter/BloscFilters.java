package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/** Undoes the filters that a Blosc chunk's blocks went through before they were compressed. */
final class BloscFilters {
  static final int SHUFFLE = 1;

  /** As in Blosc 1: blocks whose elements are no multiple of 8 are left as they are. */
  static final int OLD_BITSHUFFLE = -2;

  private static final int NONE = 0;
  private static final int BITSHUFFLE = 2;
  private static final int DELTA = 3;
  private static final int FEWER_BITS = 4;
  private static final int MOST = 6;

  private final int longest;
  private final int[] kinds = new int[MOST];
  private final int[] widths = new int[MOST];
  private int count;

  /** What the next step reads; the first is where blocks are decompressed to. */
  private byte[] now = {};

  private byte[] next = {};
  private byte[] scratch = {};

  /** The first block as it was, for what is stored as the difference from it. */
  private byte[] first;

  /**
   * @param longest the greatest length of a block
   */
  BloscFilters(int longest) {
    this.longest = longest;
  }

  /** Adds the filter to be undone next. */
  void add(int kind, int elementSize, int meta) {
    int width = kind == SHUFFLE && meta > 0 ? meta : elementSize;
    switch (kind) {
      case NONE, FEWER_BITS -> {
        return;
      }
      case SHUFFLE -> {
        if (width == 1) {
          return;
        }
      }
      case BITSHUFFLE, OLD_BITSHUFFLE -> {}
      case DELTA ->
          width = width <= 8 && Integer.bitCount(width) == 1 ? width : width % 8 == 0 ? 8 : 1;
      default -> throw new FilterException("filter " + kind + " inside Blosc is not available");
    }
    kinds[count] = kind;
    widths[count++] = width;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Where a block is to be decompressed to, from 0 on. */
  byte[] input() {
    // not before: only the caller knows whether the chunk may be as large as it says
    if (now.length == 0) {
      now = new byte[longest];
      next = new byte[count > 1 ? longest : 0];
      scratch = new byte[longest];
    }
    return now;
  }

  /** Undoes all for the block in {@link #input}. */
  void undo(byte[] out, int to, int bytes) {
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      step(kinds[i], widths[i], last ? out : next, last ? to : 0, bytes);
      if (!last) {
        byte[] read = now;
        now = next;
        next = read;
      }
    }
  }

  private void step(int kind, int width, byte[] out, int to, int bytes) {
    int n = bytes / width;
    int whole = n * width;
    switch (kind) {
      case SHUFFLE -> Unshuffle.move(now, 0, out, to, width, n);
      case DELTA -> difference(width, whole, out, to);
      default -> {
        whole = kind == BITSHUFFLE ? (n & -8) * width : n % 8 == 0 ? whole : 0;
        Unbitshuffle.move(now, 0, out, to, width, whole / width, scratch);
      }
    }
    System.arraycopy(now, whole, out, to + whole, bytes - whole);
  }

  /** The first block holds differences between elements, the others those from the first. */
  private void difference(int width, int whole, byte[] out, int to) {
    if (first == null) {
      int head = Math.min(width, whole);
      System.arraycopy(now, 0, out, to, head);
      for (int i = width; i < whole; i++) {
        out[to + i] = (byte) (now[i] ^ out[to + i - width]);
      }
      first = Arrays.copyOf(Arrays.copyOfRange(out, to, to + whole), longest);
    } else {
      for (int i = 0; i < whole; i++) {
        out[to + i] = (byte) (now[i] ^ first[i]);
      }
    }
  }
}
