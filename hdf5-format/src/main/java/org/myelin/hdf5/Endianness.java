package org.myelin.hdf5;

/** Byte order of a number in the file. */
public enum Endianness {
  /** Least significant byte first. */
  LITTLE,
  /** Most significant byte first. */
  BIG,
  /**
   * VAX floating point: 16-bit words with the most significant word first, each word little endian.
   */
  VAX;

  /** The order for a {@link java.nio.ByteBuffer}. */
  public java.nio.ByteOrder byteOrder() {
    return switch (this) {
      case LITTLE -> java.nio.ByteOrder.LITTLE_ENDIAN;
      case BIG -> java.nio.ByteOrder.BIG_ENDIAN;
      case VAX -> throw new UnsupportedOperationException("VAX order is not a plain byte order");
    };
  }
}
