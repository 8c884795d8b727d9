package org.myelin.hdf5.internal.filter;

import java.nio.ByteOrder;
import org.myelin.hdf5.spi.FilterException;

/**
 * What the scale-offset filter's 20 client data values say; all of them are checked.
 *
 * @param factor the decimal scale of floating point; bits of each integer, 0 if the chunk says
 * @param count elements of a chunk
 * @param size bytes of an element: 1, 2, 4 or 8
 * @param fill bits of the fill value
 */
record ScaleOffsetParameters(
    int factor,
    long count,
    boolean floating,
    int size,
    ByteOrder order,
    boolean fillDefined,
    long fill) {
  private static final int VALUES = 20;
  private static final int DECIMAL_SCALE = 0;
  private static final int EXPONENT_SCALE = 1;
  private static final int INTEGER_SCALE = 2;

  static ScaleOffsetParameters of(int[] cd) {
    if (cd.length != VALUES) {
      throw new FilterException(
          "scale-offset has " + cd.length + " client data values, expected " + VALUES);
    }
    boolean floating = one("class", cd[3], 0, 1) == 1;
    if (floating && cd[0] == EXPONENT_SCALE) {
      throw new FilterException("scale-offset by powers of two (E-scaling) has no definition");
    }
    one("scale type", cd[0], floating ? DECIMAL_SCALE : INTEGER_SCALE);
    int size = floating ? one("size", cd[4], 4, 8) : one("size", cd[4], 1, 2, 4, 8);
    if (!floating) {
      // old writers leave any value there for floating point
      one("sign", cd[5], 0, 1);
    }
    ByteOrder order =
        one("byte order", cd[6], 0, 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int factor = floating ? cd[1] : Math.max(0, cd[1]);
    if (!floating && factor > 8 * size) {
      throw new FilterException(
          "scale-offset to " + factor + " bits, expected at most " + 8 * size);
    }
    long fill = size == 8 ? cd[8] & 0xffffffffL | (long) cd[9] << 32 : cd[8];
    return new ScaleOffsetParameters(
        factor, cd[2] & 0xffffffffL, floating, size, order, cd[7] == 1, fill);
  }

  /** Whether chunks are stored without a head, as they are. */
  boolean leavesAsIs() {
    return !floating && factor == 8 * size;
  }

  private static int one(String what, int found, int... of) {
    for (int v : of) {
      if (v == found) {
        return found;
      }
    }
    throw new FilterException(
        "scale-offset client data: "
            + what
            + " "
            + found
            + ", expected "
            + java.util.Arrays.toString(of));
  }
}
