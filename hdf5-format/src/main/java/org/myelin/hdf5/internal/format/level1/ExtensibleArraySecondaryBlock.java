package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Where the data blocks of one level of an extensible array are. Specification: appendix C.D.
 *
 * @param headerAddress of the array's header
 * @param blockOffset number of the first element, not counting those in the index block
 * @param pageBitmap most significant bit first: which pages of which data block hold something
 * @param dataBlocks addresses, undefined where there is none
 */
public record ExtensibleArraySecondaryBlock(
    long headerAddress, long blockOffset, byte[] pageBitmap, long[] dataBlocks) {
  /** Whether a page holds something; pages are counted through all data blocks of the level. */
  public boolean isPageInitialized(long page) {
    return (pageBitmap[(int) (page / 8)] & (0x80 >> (page % 8))) != 0;
  }

  /** Marks that page as holding something; returns whether it was not before. */
  public boolean initializePage(long page) {
    boolean before = isPageInitialized(page);
    pageBitmap[(int) (page / 8)] |= (byte) (0x80 >> (page % 8));
    return !before;
  }

  /** The description for that level of arrays with this header. */
  public static Wire.Description<ExtensibleArraySecondaryBlock> of(
      ExtensibleArrayHeader h, int level) {
    return (w, b) -> transfer(w, b, h, level);
  }

  private static ExtensibleArraySecondaryBlock transfer(
      Wire w, ExtensibleArraySecondaryBlock b, ExtensibleArrayHeader h, int level) {
    w.signature("EASB");
    w.constant("version", 1, 0);
    w.constant("client ID", 1, h.clientId());
    long header =
        w.definedOffset("header address", b, ExtensibleArraySecondaryBlock::headerAddress);
    long offset = w.uvar("block offset", h.blockOffsetWidth(), b == null ? 0 : b.blockOffset);
    byte[] bitmap =
        w.bytes("page bitmap", h.bitmapSize(level), b, ExtensibleArraySecondaryBlock::pageBitmap);
    long[] blocks =
        ExtensibleArrayIndexBlock.addresses(
            w, "data block address", h.dataBlocks(level), b == null ? null : b.dataBlocks);
    w.checksum("checksum", 0);
    return new ExtensibleArraySecondaryBlock(header, offset, bitmap, blocks);
  }
}
