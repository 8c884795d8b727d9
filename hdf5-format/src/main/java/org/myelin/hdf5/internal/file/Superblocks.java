package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level1.SymbolTableEntry;
import org.myelin.hdf5.internal.wire.Wire;
import org.myelin.hdf5.spi.FileDriver;

/** Finds a file's superblock, and makes the next one. */
final class Superblocks {
  private Superblocks() {}

  /** A superblock and where it was. */
  record Found(long address, Superblock superblock) {}

  /**
   * Looks at 0, 512, 1024, 2048, … as the format asks (II.A), and checks that the file is whole.
   */
  static Found find(FileDriver driver) {
    long size = driver.size();
    for (long at = 0; at < size; at = at == 0 ? 512 : Math.multiplyExact(at, 2)) {
      ByteBuffer b = ByteBuffer.allocate((int) Math.min(Superblock.MAX_SIZE, size - at));
      driver.read(at, b);
      b.flip();
      if (Superblock.isAt(b)) {
        Superblock s = Superblock.read(driver.name(), at, b);
        check(driver, at, s, size);
        return new Found(at, s);
      }
    }
    throw new CorruptFileException(
        driver.name(),
        "Superblock",
        "signature",
        -1,
        size == 0 ? "an empty file" : "none in " + size + " bytes",
        "the HDF5 signature at 0, 512, 1024, …",
        "this is not an HDF5 file");
  }

  private static void check(FileDriver driver, long at, Superblock s, long size) {
    if (s instanceof SuperblockV0 v && v.driverInfoAddress() != Wire.UNDEFINED) {
      throw new UnsupportedFormatException(
          driver.name()
              + ": files that are spread over several (driver information block) are not supported yet");
    }
    if (s instanceof SuperblockV2 v && v.extensionAddress() != Wire.UNDEFINED) {
      // the extension only tunes sizes and free space for writers; what matters to readers is
      // checked where it is used
      SuperblockExtension.check(driver, base(s, at), v);
    }
    long end = base(s, at) + end(s, at);
    if (end > size) {
      throw new CorruptFileException(
          driver.name(),
          "Superblock",
          "end of file address",
          at,
          size + " bytes in the file",
          end + " bytes",
          "the file is truncated, " + (end - size) + " bytes are missing");
    }
  }

  /**
   * Where address 0 lies. A superblock behind a user block counts from itself, whatever it says.
   */
  static long base(Superblock s, long at) {
    return s.baseAddress() == 0 ? at : s.baseAddress();
  }

  /** End of the space in use, relative to the base address. */
  static long end(Superblock s, long at) {
    return s.endOfFile() - (s.baseAddress() == 0 ? 0 : s.baseAddress());
  }

  /** For a file that has nothing in it. */
  static Superblock initial(boolean newFamily) {
    Superblock s =
        newFamily
            ? SuperblockV2.of(3, 0, 0)
            : SuperblockV0.of(0, SymbolTableEntry.group(0, 0, 0, 0));
    return s.withEndOfFile(s.encode().length);
  }

  /** The superblock that describes the file after a commit. */
  static Superblock next(Superblock s, long at, long endOfAllocation, HeaderCache headers) {
    long end = endOfAllocation + (s.baseAddress() == 0 ? 0 : s.baseAddress());
    if (s instanceof SuperblockV0 v && headers.rootTable() instanceof SymbolTableLinks t) {
      return v.withRoot(t.asRoot(headers.root().address())).withEndOfFile(end);
    }
    return (s instanceof SuperblockV2 v ? v.withRootHeaderAddress(headers.root().address()) : s)
        .withEndOfFile(end);
  }
}
