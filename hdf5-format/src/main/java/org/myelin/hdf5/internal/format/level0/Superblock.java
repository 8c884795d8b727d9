package org.myelin.hdf5.internal.format.level0;

import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The entry to a file: widths, base address, end of file, root group. Specification: II.A.
 *
 * <p>A superblock says in itself how wide its addresses are, so it {@link #read} looks at those
 * first.
 */
public sealed interface Superblock permits SuperblockV0, SuperblockV2 {
  /** The eight bytes that every superblock starts with, one char each. */
  String SIGNATURE = "\u0089HDF\r\n\u001a\n";

  /** No superblock is longer; a file may end earlier. */
  int MAX_SIZE = 100;

  /** Bit 0 of the consistency flags: somebody has it open for writing. */
  int WRITE_ACCESS = 1;

  /** Bit 2 of the consistency flags: it is open for SWMR writing. */
  int SWMR_ACCESS = 4;

  /** 0 to 3. */
  int version();

  /** Widths of offsets and lengths. */
  Geometry geometry();

  /** Where address 0 of the file lies in its storage. */
  long baseAddress();

  /**
   * End of the allocated space, relative to the base address in versions 2 and 3, absolute in 0 and
   * 1.
   */
  long endOfFile();

  /** Object header of the root group. */
  long rootHeaderAddress();

  /** Who has it open. */
  long consistencyFlags();

  /** The same with another end. */
  Superblock withEndOfFile(long endOfFile);

  /** The same with other flags. */
  Superblock withConsistencyFlags(int flags);

  /** Its bytes. */
  byte[] encode();

  /** Whether these bytes start with the signature. */
  static boolean isAt(ByteBuffer bytes) {
    if (bytes.remaining() < SIGNATURE.length()) {
      return false;
    }
    for (int i = 0; i < SIGNATURE.length(); i++) {
      if ((bytes.get(bytes.position() + i) & 0xff) != SIGNATURE.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a superblock of any version.
   *
   * @param address where the bytes lie in the storage
   * @param bytes {@link #MAX_SIZE} of them, or up to the end of the storage
   */
  static Superblock read(String file, long address, ByteBuffer bytes) {
    return read(file, address, bytes, Geometry.DEFAULT.positions());
  }

  /**
   * Reads a superblock of a file whose addresses lie elsewhere.
   *
   * @param positions see {@link Geometry}
   */
  static Superblock read(String file, long address, ByteBuffer bytes, LongUnaryOperator positions) {
    Start start =
        Wire.read(Geometry.DEFAULT, file, "Superblock", address, bytes, Superblock::start);
    Geometry g = start.geometry().withPositions(positions);
    return start.version() < 2
        ? Wire.read(g, file, "Superblock", address, bytes, SuperblockV0::transfer)
        : Wire.read(g, file, "Superblock", address, bytes, SuperblockV2::transfer);
  }

  /** What has to be known before the rest can be read. */
  record Start(int version, Geometry geometry) {}

  private static Start start(Wire w, Start s) {
    w.signature(SIGNATURE);
    int version = w.version(s, Start::version, 0, 3);
    if (version < 2) {
      w.zeros("versions of parts", 4);
    }
    int offsets = width(w, "size of offsets", w.u8("size of offsets", 0));
    int lengths = width(w, "size of lengths", w.u8("size of lengths", 0));
    return new Start(version, new Geometry(offsets, lengths));
  }

  private static int width(Wire w, String field, int width) {
    return switch (width) {
      case 2, 4, 8 -> width;
      case 16, 32 -> throw w.unsupported(field, width + " bytes", "2, 4 and 8");
      default -> throw w.corrupt(field, width, "2, 4, 8, 16 or 32");
    };
  }
}
