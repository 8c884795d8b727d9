package org.myelin.hdf5.internal.filter;

import java.nio.ByteOrder;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

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
    boolean signed,
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
        factor, cd[2] & 0xffffffffL, floating, cd[5] == 1, size, order, cd[7] == 1, fill);
  }

  /**
   * The client data for a dataset.
   *
   * @param given kind of scale, and decimal digits of floating point or bits of integers
   */
  static int[] of(int[] given, FilterTarget target) {
    if (given.length < 2) {
      throw new FilterException("scale-offset takes a kind of scale and a factor");
    }
    int[] cd = new int[VALUES];
    cd[0] = given[0];
    cd[1] = given[1];
    cd[2] = (int) target.chunkElements();
    Endianness order;
    if (target.type() instanceof FixedPointType t) {
      order = t.order();
      cd[5] = t.signed() ? 1 : 0;
    } else if (target.type() instanceof FloatingPointType t) {
      order = t.order();
      cd[3] = 1;
    } else {
      throw new FilterException("scale-offset takes only numbers, not " + target.type());
    }
    if (order != Endianness.LITTLE && order != Endianness.BIG) {
      throw new FilterException("scale-offset takes no numbers in byte order " + order);
    }
    cd[4] = target.elementSize();
    cd[6] = order == Endianness.BIG ? 1 : 0;
    // as in libhdf5, zeros are a fill value too
    cd[7] = 1;
    byte[] fill = target.fill();
    for (int i = 0; fill != null && i < fill.length && i < 8; i++) {
      int b = fill[cd[6] == 1 ? fill.length - 1 - i : i] & 0xff;
      cd[8 + i / 4] |= b << 8 * (i % 4);
    }
    of(cd);
    return cd;
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
