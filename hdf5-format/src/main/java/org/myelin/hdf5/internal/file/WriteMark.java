package org.myelin.hdf5.internal.file;

import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level0.Superblock;

/**
 * What a file must be like to be written while others read it: it can say so, and what changes in
 * place has a checksum.
 */
final class WriteMark {
  private WriteMark() {}

  /** Refuses a file whose superblock has no place for the mark. */
  static void checkFile(OpenFile file, Superblock superblock, boolean fresh) {
    if (superblock.version() < 3 && fresh) {
      throw new IllegalArgumentException(
          file.name() + ": Durability.SWMR needs FileOptions.bounds of V110 or later");
    }
    if (superblock.version() < 3) {
      throw new UnsupportedFormatException(
          file.name()
              + ": writing with Durability.SWMR needs superblock version 3, and this file has "
              + superblock.version()
              + "; files made with FormatBounds.V110 or later have it");
    }
  }

  /** Refuses a commit that would change, where it lies, what has no checksum. */
  static void checkReaders(OpenFile file) {
    if (file.isUncommitted()) {
      return;
    }
    for (ObjectHeader h : file.headers().loaded()) {
      boolean known = h.address() >= 0 && h.version() == 1;
      boolean table = file.headers().linkTables().get(h) instanceof SymbolTableLinks t && t.dirty();
      if (known && (h.dirty() || table)) {
        throw new UnsupportedFormatException(
            file.name()
                + ": changing "
                + (table ? "a symbol table" : "an object with a version 1 header")
                + " at 0x"
                + Long.toHexString(h.address())
                + " with Durability.SWMR is not supported: it has no checksum by which readers"
                + " would know that they see half a change");
      }
    }
  }
}
