package org.myelin.hdf5;

/**
 * A floating-point number, described bit by bit.
 *
 * @param size bytes
 * @param order little, big or VAX
 * @param padding bit 0: fill below, bit 1: fill above, bit 2: fill inside
 * @param normalization how the mantissa's first bit is kept
 * @param signLocation bit of the sign
 * @param bitOffset of the first bit of the number
 * @param precision bits of the number
 * @param exponentLocation first bit of the exponent
 * @param exponentSize bits of the exponent
 * @param mantissaLocation first bit of the mantissa
 * @param mantissaSize bits of the mantissa
 * @param exponentBias what is added to the exponent
 */
public record FloatingPointType(
    int size,
    Endianness order,
    int padding,
    Normalization normalization,
    int signLocation,
    int bitOffset,
    int precision,
    int exponentLocation,
    int exponentSize,
    int mantissaLocation,
    int mantissaSize,
    long exponentBias)
    implements Datatype {
  /** What the first bit of the mantissa means; the ordinal is the number in the file. */
  public enum Normalization {
    /** Nothing is known. */
    NONE,
    /** It is always set. */
    ALWAYS_SET,
    /** It is set and not stored, as IEEE has it. */
    IMPLIED
  }

  /** Checks the size. */
  public FloatingPointType {
    TypeChecks.size(size);
  }

  /** IEEE 754 of 2, 4 or 8 bytes. */
  public static FloatingPointType ieee(int size, Endianness order) {
    int exponent =
        switch (size) {
          case 2 -> 5;
          case 4 -> 8;
          case 8 -> 11;
          default ->
              throw new IllegalArgumentException("IEEE floats take 2, 4 or 8 bytes, not " + size);
        };
    int bits = 8 * size;
    int mantissa = bits - 1 - exponent;
    long bias = (1L << (exponent - 1)) - 1;
    return new FloatingPointType(
        size,
        order,
        0,
        Normalization.IMPLIED,
        bits - 1,
        0,
        bits,
        mantissa,
        exponent,
        0,
        mantissa,
        bias);
  }

  /** A number of 2 bytes with the exponent of a 4-byte IEEE number (bfloat16). */
  public static FloatingPointType bfloat16(Endianness order) {
    return new FloatingPointType(2, order, 0, Normalization.IMPLIED, 15, 0, 16, 7, 8, 0, 7, 127);
  }

  /** Whether this is an IEEE 754 number that Java knows, in little or big endian. */
  public boolean isIeee() {
    return (size == 2 || size == 4 || size == 8)
        && order != Endianness.VAX
        && equals(ieee(size, order));
  }

  @Override
  public String toString() {
    String s = "float" + 8 * size + TypeChecks.suffix(order, size);
    return isIeee()
        ? s
        : s
            + "{sign "
            + signLocation
            + ", exponent "
            + exponentLocation
            + "+"
            + exponentSize
            + " bias "
            + exponentBias
            + ", mantissa "
            + mantissaLocation
            + "+"
            + mantissaSize
            + "}";
  }
}
