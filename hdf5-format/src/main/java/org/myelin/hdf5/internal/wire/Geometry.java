package org.myelin.hdf5.internal.wire;

import java.util.function.LongUnaryOperator;

/**
 * What a superblock fixes for the whole file: how wide numbers are, and where addresses lie.
 *
 * @param sizeOfOffsets bytes of an address, 2 to 8
 * @param sizeOfLengths bytes of a length, 2 to 8
 * @param positions where in the storage a stored address lies, negative for nowhere; the address
 *     itself but in files whose parts are numbered far apart (multi files use all 64 bits)
 */
public record Geometry(int sizeOfOffsets, int sizeOfLengths, LongUnaryOperator positions) {
  private static final LongUnaryOperator AS_STORED = LongUnaryOperator.identity();

  /** What every current writer uses. */
  public static final Geometry DEFAULT = new Geometry(8, 8);

  /** Checks the widths. */
  public Geometry {
    if (sizeOfOffsets < 2 || sizeOfOffsets > 8 || sizeOfLengths < 2 || sizeOfLengths > 8) {
      throw new IllegalArgumentException(
          "sizes of offsets and lengths are 2 to 8: " + sizeOfOffsets + ", " + sizeOfLengths);
    }
  }

  /** Addresses as they are stored. */
  public Geometry(int sizeOfOffsets, int sizeOfLengths) {
    this(sizeOfOffsets, sizeOfLengths, AS_STORED);
  }

  /** The same widths with addresses that lie elsewhere; such a file can only be read. */
  public Geometry withPositions(LongUnaryOperator newPositions) {
    return new Geometry(sizeOfOffsets, sizeOfLengths, newPositions);
  }

  /** Whether stored addresses are positions in the storage. */
  public boolean isAsStored() {
    return positions == AS_STORED;
  }

  /**
   * Bytes that a number up to {@code limit} needs, at least 1: how the format picks minimal widths.
   */
  public static int widthFor(long limit) {
    return limit == 0 ? 1 : (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
  }
}
