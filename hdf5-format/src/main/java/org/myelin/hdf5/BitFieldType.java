package org.myelin.hdf5;

/**
 * Bits without a numeric meaning.
 *
 * @param size bytes
 * @param order little or big endian
 * @param lowPad what bits below are filled with
 * @param highPad what bits above are filled with
 * @param bitOffset of the first bit
 * @param precision number of bits
 */
public record BitFieldType(
    int size, Endianness order, boolean lowPad, boolean highPad, int bitOffset, int precision)
    implements Datatype {
  /** Checks the size. */
  public BitFieldType {
    TypeChecks.size(size);
  }

  @Override
  public String toString() {
    String s = "bits" + 8 * size + TypeChecks.suffix(order, size);
    return bitOffset == 0 && precision == 8 * size
        ? s
        : s + "{" + bitOffset + "+" + precision + "}";
  }
}
