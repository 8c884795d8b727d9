package org.myelin.hdf5;

/**
 * An integer.
 *
 * @param size bytes
 * @param order little or big endian
 * @param signed two's complement, or unsigned
 * @param lowPad what bits below the value are filled with
 * @param highPad what bits above the value are filled with
 * @param bitOffset of the least significant bit of the value
 * @param precision bits of the value
 */
public record FixedPointType(
    int size,
    Endianness order,
    boolean signed,
    boolean lowPad,
    boolean highPad,
    int bitOffset,
    int precision)
    implements Datatype {
  /** Checks the size; sizes above 8 exist in files. */
  public FixedPointType {
    TypeChecks.size(size);
  }

  /** An integer that uses all its bits. */
  public static FixedPointType of(int size, Endianness order, boolean signed) {
    return new FixedPointType(size, order, signed, false, false, 0, 8 * size);
  }

  /** Whether every bit belongs to the value. */
  public boolean isPlain() {
    return bitOffset == 0 && precision == 8 * size;
  }

  @Override
  public String toString() {
    String s = (signed ? "int" : "uint") + 8 * size + TypeChecks.suffix(order, size);
    return isPlain() ? s : s + "{bits " + bitOffset + "+" + precision + "}";
  }
}
