package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * A bitstream of Zstandard (RFC 8878, section 4.1), read from its last bit to its first. The eight
 * bytes before its start must lie in the array too, so that words can be read without looking.
 */
final class BackwardBits {
  /** Bits that {@link #word} gives at least. */
  static final int WORD = 57;

  private final byte[] in;
  private final int start;

  /** Bits not yet read; less than 0 when more were read than there are. */
  int left;

  BackwardBits(byte[] in, int start, int end) {
    if (end <= start || in[end - 1] == 0) {
      throw new FilterException("a Zstandard bitstream has no end mark");
    }
    if (start < 8) {
      throw new FilterException("a Zstandard bitstream lies before any frame's first block");
    }
    this.in = in;
    this.start = start;
    this.left = 8 * (end - start) - 1 - (Integer.numberOfLeadingZeros(in[end - 1] & 0xff) - 24);
  }

  /** The next bits, the first in the highest place; what lies before the start is noise. */
  long word() {
    return word(in, start, left);
  }

  /** The same for a position that the caller keeps and knows not to be less than 0. */
  static long word(byte[] in, int start, int left) {
    return Bytes.getLong(in, start + (left + 7 >> 3) - 8) << (-left & 7);
  }

  /** The next {@code count} bits, 0 to 31. */
  int read(int count) {
    checkNotOverrun();
    int value = (int) (word() >>> 1 >>> (63 - count));
    left -= count;
    return value;
  }

  void checkNotOverrun() {
    if (left < 0) {
      throw new FilterException("a Zstandard bitstream is shorter than what it codes");
    }
  }

  void checkAllRead() {
    if (left != 0) {
      throw new FilterException(
          "a Zstandard bitstream has "
              + Math.abs(left)
              + (left > 0 ? " bits too many" : " bits too few"));
    }
  }
}
