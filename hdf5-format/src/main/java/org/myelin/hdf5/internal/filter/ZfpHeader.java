package org.myelin.hdf5.internal.filter;

import java.nio.ByteOrder;
import org.myelin.hdf5.spi.FilterException;

/**
 * What the ZFP filter's client data say: the writer's version, then the head of a zfp stream in
 * 32-bit words: a mark, the array's type and size, and the limits that its blocks were made under.
 *
 * @param order the byte order of the decoded numbers: the one that the client data are in
 * @param real floating point, else signed integers
 * @param size bytes of a number, 4 or 8
 * @param lengths of the dimensions, 1 to 4 of them, the fastest one first
 * @param minBits least bits of a block
 * @param maxBits most bits of a block
 * @param maxPrecision most bit planes of a block
 * @param minExponent bit planes below this power of two are not stored
 */
record ZfpHeader(
    ByteOrder order,
    boolean real,
    int size,
    int[] lengths,
    int minBits,
    int maxBits,
    int maxPrecision,
    int minExponent) {
  private static final int MAGIC = 'z' | 'f' << 8 | 'p' << 16;
  private static final int CODEC = 5;
  private static final int MAX_BITS = 16658;
  private static final int MAX_PRECISION = 64;
  private static final int LEAST_EXPONENT = -1074;
  private static final int PRECISION_MODES = 2048;
  private static final int REVERSIBLE_MODE = PRECISION_MODES + 128;
  private static final int LONG_MODE = 0xfff;

  static ZfpHeader of(int[] cd) {
    if (cd.length < 4 || cd.length > 16) {
      throw new FilterException(
          "zfp has " + cd.length + " client data values, expected a version and a head of 3 or 5");
    }
    boolean swapped = (cd[1] & 0xffffff) != MAGIC;
    byte[] head = new byte[4 * (cd.length - 1)];
    for (int i = 0; i < head.length; i++) {
      head[i] = (byte) (cd[1 + i / 4] >>> 8 * (swapped ? 3 - i % 4 : i % 4));
    }
    LowBitInput in = new LowBitInput("the zfp head", head, 0, head.length);
    long magic = in.read(24);
    long codec = in.read(8);
    if (magic != MAGIC || codec != CODEC) {
      throw new FilterException(
          "zfp client data begin with %06x, codec %d, expected %06x, codec %d"
              .formatted(magic, codec, MAGIC, CODEC));
    }
    long type = in.read(2);
    int[] lengths = new int[(int) in.read(2) + 1];
    int bits = 48 / lengths.length;
    for (int i = 0; i < lengths.length; i++) {
      long length = in.read(bits) + 1;
      if (length > Integer.MAX_VALUE) {
        throw new FilterException("zfp client data: a dimension of " + length);
      }
      lengths[i] = (int) length;
    }
    ByteOrder order = swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new ZfpHeader(order, type >= 2, type % 2 == 0 ? 4 : 8, lengths, 1, MAX_BITS, 0, 0)
        .withMode((int) in.read(12), in);
  }

  private ZfpHeader withMode(int mode, LowBitInput in) {
    if (mode == LONG_MODE) {
      return with(
          (int) in.read(15) + 1,
          (int) in.read(15) + 1,
          (int) in.read(7) + 1,
          (int) in.read(15) - 16495);
    }
    if (mode < PRECISION_MODES) {
      return with(mode + 1, mode + 1, MAX_PRECISION, LEAST_EXPONENT);
    }
    if (mode < REVERSIBLE_MODE) {
      return with(1, MAX_BITS, mode + 1 - PRECISION_MODES, LEAST_EXPONENT);
    }
    return with(1, MAX_BITS, MAX_PRECISION, mode - REVERSIBLE_MODE - 1 + LEAST_EXPONENT);
  }

  private ZfpHeader with(int least, int most, int precision, int exponent) {
    if (least > most || precision > MAX_PRECISION) {
      throw new FilterException(
          "zfp client data: blocks of %d to %d bits, %d bit planes"
              .formatted(least, most, precision));
    }
    return new ZfpHeader(order, real, size, lengths, least, most, precision, exponent);
  }

  /** Whether blocks hold exactly what was written. */
  boolean reversible() {
    return minExponent < LEAST_EXPONENT;
  }

  /** Numbers of the array, or -1 where they are more than {@code most}. */
  long count(long most) {
    return product(most, 1, 0);
  }

  /** Blocks of the array, or -1 where they are more than {@code most}. */
  long blocks(long most) {
    return product(most, 4, 3);
  }

  private long product(long most, int unit, int up) {
    long n = 1;
    for (int length : lengths) {
      n *= ((long) length + up) / unit;
      if (n > most) {
        return -1;
      }
    }
    return n;
  }
}
