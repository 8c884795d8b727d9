package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * What the szip filter's four client data values say; all of them are checked.
 *
 * @param predicted nearest neighbour coding, else entropy coding alone
 * @param mostSignificantFirst byte order of pixels of more than one byte
 * @param bitsPerPixel as stored: 32 and 64 are coded as planes of bytes
 */
record SzipParameters(
    boolean predicted,
    boolean mostSignificantFirst,
    int bitsPerPixel,
    int pixelsPerBlock,
    int pixelsPerScanline) {
  private static final int VALUES = 4;
  private static final int MSB = 16;
  private static final int NEAREST_NEIGHBOUR = 32;
  private static final int MAX_PIXELS_PER_BLOCK = 32;
  private static final int MAX_PIXELS_PER_SCANLINE = 4096;

  static SzipParameters of(int[] cd) {
    if (cd.length != VALUES) {
      throw new FilterException(
          "szip has " + cd.length + " client data values, expected " + VALUES);
    }
    int block = within("pixels per block", cd[1], MAX_PIXELS_PER_BLOCK);
    if (block % 2 != 0) {
      throw new FilterException(
          "szip client data: " + block + " pixels per block, expected an even number");
    }
    int bits = cd[2] == 64 ? 64 : within("bits per pixel", cd[2], 32);
    int line = within("pixels per scanline", cd[3], MAX_PIXELS_PER_SCANLINE);
    return new SzipParameters(
        (cd[0] & NEAREST_NEIGHBOUR) != 0, (cd[0] & MSB) != 0, bits, block, line);
  }

  /** Whether pixels are coded as planes: first all their first bytes, then all second ones, … */
  boolean inPlanes() {
    return bitsPerPixel == 32 || bitsPerPixel == 64;
  }

  /** Bits of a coded sample. */
  int bitsPerSample() {
    return inPlanes() ? 8 : bitsPerPixel;
  }

  /** Bytes of a decoded sample. */
  int bytesPerSample() {
    return bitsPerSample() <= 8 ? 1 : bitsPerSample() <= 16 ? 2 : 4;
  }

  /** Blocks between two reference samples: those of a scanline. */
  int blocksPerInterval() {
    return (pixelsPerScanline + pixelsPerBlock - 1) / pixelsPerBlock;
  }

  private static int within(String what, int found, int most) {
    if (found < 1 || found > most) {
      throw new FilterException(
          "szip client data: %d %s, expected 1 to %d".formatted(found, what, most));
    }
    return found;
  }
}
