package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.internal.driver.MultiDriver;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level1.SymbolTableEntry;
import org.myelin.hdf5.internal.format.level2.FormatVersions;
import org.myelin.hdf5.spi.FileDriver;

/** Finds a file's superblock, and makes the next one. */
final class Superblocks {
  private Superblocks() {}

  /** A superblock and where it was. */
  record Found(long address, Superblock superblock) {
    /** Where address 0 lies in the storage. */
    long base() {
      return Superblocks.base(address);
    }

    /** Where the space in use ends in the storage. */
    long end() {
      return base() + Superblocks.end(superblock);
    }
  }

  /**
   * Looks at 0, 512, 1024, 2048, … as the format asks (II.A), and checks that the file is whole.
   *
   * @param positions where stored addresses lie
   */
  static Found find(FileDriver driver, LongUnaryOperator positions) {
    Found found = look(driver, positions);
    long size = driver.size();
    if (found == null) {
      throw new CorruptFileException(
          driver.name(),
          "Superblock",
          "signature",
          0,
          size == 0 ? "an empty file" : "none in " + size + " bytes",
          "the HDF5 signature at 0, 512, 1024, …",
          "this is not an HDF5 file");
    }
    if (driver instanceof MultiDriver) {
      // each member ends where its driver says; the superblock tells only of its own
      return new Found(found.address(), found.superblock().withEndOfFile(size));
    }
    if (end(found.superblock()) < 0) {
      throw new CorruptFileException(
          driver.name(),
          "Superblock",
          "base address",
          found.address(),
          "" + found.superblock().baseAddress(),
          "at most the end of file address, " + found.superblock().endOfFile(),
          "the superblock is damaged");
    }
    if (found.end() > size) {
      throw new CorruptFileException(
          driver.name(),
          "Superblock",
          "end of file address",
          found.address(),
          size + " bytes in the file",
          found.end() + " bytes",
          "the file is truncated, " + (found.end() - size) + " bytes are missing");
    }
    return found;
  }

  /** The superblock, or null if there is none. */
  static Found look(FileDriver driver, LongUnaryOperator positions) {
    long size = driver.size();
    for (long at = 0; at < size; at = at == 0 ? 512 : Math.multiplyExact(at, 2)) {
      ByteBuffer b = ByteBuffer.allocate((int) Math.min(Superblock.MAX_SIZE, size - at));
      driver.read(at, b);
      b.flip();
      if (Superblock.isAt(b)) {
        return new Found(at, Superblock.read(driver.name(), at, b, positions));
      }
    }
    return null;
  }

  /**
   * Where address 0 lies. A superblock counts from itself, whatever it says: something may have
   * been put before the file, or cut off, since it was written.
   */
  static long base(long at) {
    return at;
  }

  /** Whether a program that writes has left its mark; older superblocks give it no meaning. */
  static boolean isMarkedOpen(Superblock s) {
    return s.version() >= 3
        && (s.consistencyFlags() & (Superblock.WRITE_ACCESS | Superblock.SWMR_ACCESS)) != 0;
  }

  /** End of the space in use, relative to the base address. */
  static long end(Superblock s) {
    return s.endOfFile() - s.baseAddress();
  }

  /** For a file that has nothing in it. */
  static Superblock initial(FormatVersions versions) {
    Superblock s =
        versions.superblock() >= 2
            ? SuperblockV2.of(versions.superblock(), 0, 0)
            : SuperblockV0.of(0, SymbolTableEntry.group(0, 0, 0, 0));
    return s.withEndOfFile(s.encode().length);
  }

  /** The superblock that describes the file after a commit. */
  static Superblock next(Superblock s, long at, long endOfAllocation, HeaderCache headers) {
    long end = endOfAllocation + s.baseAddress();
    if (s instanceof SuperblockV0 v && headers.rootTable() instanceof SymbolTableLinks t) {
      return v.withRoot(t.asRoot(headers.root().address())).withEndOfFile(end);
    }
    if (s instanceof SuperblockV0 v) {
      return v.withRoot(SymbolTableEntry.hard(0, headers.root().address())).withEndOfFile(end);
    }
    SuperblockV2 v = (SuperblockV2) s;
    if (headers.newExtension() != null) {
      v = v.withExtensionAddress(headers.newExtension().address());
    }
    return v.withRootHeaderAddress(headers.root().address()).withEndOfFile(end);
  }
}
