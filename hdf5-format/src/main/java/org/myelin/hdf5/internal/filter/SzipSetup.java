package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/** The szip filter's four client data values for a dataset, by libhdf5's rules. */
final class SzipSetup {
  private static final int LSB = 8;
  private static final int MSB = 16;
  private static final int MOST_BLOCKS = 128;
  private static final int MOST_PIXELS = 4096;

  private SzipSetup() {}

  /**
   * @param given options (4 for entropy coding, 32 for nearest neighbour) and pixels per block
   */
  static int[] of(int[] given, FilterTarget target) {
    if (given.length < 2 || given[1] < 2 || given[1] > 32 || given[1] % 2 != 0) {
      throw new FilterException(
          "szip takes its options and an even number of pixels per block, 2 to 32");
    }
    int block = given[1];
    Pixel pixel = pixel(target.type());
    int options = given[0] & ~LSB & ~MSB | (pixel.bigEndian ? MSB : LSB);
    return new int[] {options, block, bits(pixel), scanline(block, target)};
  }

  private record Pixel(long size, boolean bigEndian, int precision, int offset) {}

  private static Pixel pixel(Datatype type) {
    if (type instanceof FixedPointType t) {
      return pixel(t.size(), t.order(), t.precision(), t.bitOffset());
    }
    if (type instanceof FloatingPointType t) {
      return pixel(t.size(), t.order(), t.precision(), t.bitOffset());
    }
    if (type instanceof BitFieldType t) {
      return pixel(t.size(), t.order(), t.precision(), t.bitOffset());
    }
    throw new FilterException("szip takes only numbers and bit fields, not " + type);
  }

  private static Pixel pixel(long size, Endianness order, int precision, int offset) {
    if (order != Endianness.LITTLE && order != Endianness.BIG || size > 8) {
      throw new FilterException(
          "szip takes no numbers of " + size + " bytes in byte order " + order);
    }
    return new Pixel(size, order == Endianness.BIG, precision, offset);
  }

  private static int bits(Pixel p) {
    int bits = p.offset == 0 ? p.precision : Math.toIntExact(8 * p.size);
    return bits > 32 ? 64 : bits > 24 ? 32 : bits;
  }

  private static int scanline(int block, FilterTarget target) {
    long[] shape = target.chunkShape();
    long fastest = shape[shape.length - 1];
    long most = (long) block * MOST_BLOCKS;
    if (fastest < block) {
      long all = target.chunkElements();
      if (all < block) {
        throw new FilterException(
            "szip: blocks of %d pixels in chunks of %d elements".formatted(block, all));
      }
      return (int) Math.min(most, all);
    }
    return (int) (fastest <= MOST_PIXELS ? Math.min(most, fastest) : most);
  }
}
