package org.myelin.hdf5.internal.wire;

/**
 * Widths that a superblock fixes for the whole file.
 *
 * @param sizeOfOffsets bytes of an address, 2 to 8
 * @param sizeOfLengths bytes of a length, 2 to 8
 */
public record Geometry(int sizeOfOffsets, int sizeOfLengths) {
  /** What every current writer uses. */
  public static final Geometry DEFAULT = new Geometry(8, 8);

  /** Checks the widths. */
  public Geometry {
    if (sizeOfOffsets < 2 || sizeOfOffsets > 8 || sizeOfLengths < 2 || sizeOfLengths > 8) {
      throw new IllegalArgumentException(
          "sizes of offsets and lengths are 2 to 8: " + sizeOfOffsets + ", " + sizeOfLengths);
    }
  }

  /**
   * Bytes that a number up to {@code limit} needs, at least 1: how the format picks minimal widths.
   */
  public static int widthFor(long limit) {
    return limit == 0 ? 1 : (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
  }
}
