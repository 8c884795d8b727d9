package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/** Elements that a Blosc 2 chunk does not store, since all are alike. */
final class BloscSpecial {
  private static final int FLOAT_NAN = 0x7fc00000;
  private static final long DOUBLE_NAN = 0x7ff8000000000000L;

  private BloscSpecial() {}

  /** Writes elements that have no value of their own: {@link BloscHead#ZEROS} and so on. */
  static void fill(int kind, int elementSize, byte[] out) {
    fill(kind, out, 0, elementSize, out, 0, out.length);
  }

  /**
   * Writes elements.
   *
   * @param kind one of the constants of {@link BloscHead}
   * @param value where the element is for {@link BloscHead#ONE_VALUE}
   */
  static void fill(int kind, byte[] in, int value, int elementSize, byte[] out, int to, int bytes) {
    if (kind == BloscHead.NANS) {
      if (elementSize != 4 && elementSize != 8 || bytes % elementSize != 0) {
        throw new FilterException("Blosc elements of " + elementSize + " bytes that are no number");
      }
      for (int i = 0; i < bytes; i += elementSize) {
        if (elementSize == 4) {
          Bytes.putInt(out, to + i, FLOAT_NAN);
        } else {
          Bytes.putLong(out, to + i, DOUBLE_NAN);
        }
      }
    } else if (kind == BloscHead.ONE_VALUE) {
      int first = Math.min(elementSize, bytes);
      System.arraycopy(in, value, out, to, first);
      Bytes.repeat(out, to + first, first, bytes - first, to + bytes);
    } else {
      // zeros; elements that nobody has written get them too
      Arrays.fill(out, to, to + bytes, (byte) 0);
    }
  }
}
