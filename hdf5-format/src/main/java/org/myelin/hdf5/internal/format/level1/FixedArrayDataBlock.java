package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * The elements of a fixed array, or, if they are many, the bitmap of its pages. Specification:
 * appendix C.C.
 *
 * @param headerAddress of the array's header
 * @param pageBitmap most significant bit of the first byte: page 0 holds something; empty if not
 *     paged
 * @param elements all of them, or null if paged
 */
public record FixedArrayDataBlock(long headerAddress, byte[] pageBitmap, ChunkElements elements) {
  /** Whether that page holds something; pages that do not are never written. */
  public boolean isPageInitialized(long page) {
    return (pageBitmap[(int) (page / 8)] & (0x80 >> (page % 8))) != 0;
  }

  /** Marks that page as holding something. */
  public void initializePage(long page) {
    pageBitmap[(int) (page / 8)] |= (byte) (0x80 >> (page % 8));
  }

  /**
   * The description for arrays with this header; covers {@link
   * FixedArrayHeader#dataBlockPrefixSize}.
   */
  public static Wire.Description<FixedArrayDataBlock> of(FixedArrayHeader h) {
    return (w, b) -> transfer(w, b, h);
  }

  private static FixedArrayDataBlock transfer(Wire w, FixedArrayDataBlock b, FixedArrayHeader h) {
    w.signature("FADB");
    w.constant("version", 1, 0);
    w.constant("client ID", 1, h.filtered() ? 1 : 0);
    long header = w.definedOffset("header address", b, FixedArrayDataBlock::headerAddress);
    byte[] bitmap = w.bytes("page bitmap", h.bitmapSize(), b, FixedArrayDataBlock::pageBitmap);
    ChunkElements elements = null;
    if (!h.isPaged()) {
      int n = w.count("max num entries", h.entries(), h.entrySize());
      elements =
          ChunkElements.transfer(
              w, b == null ? null : b.elements(), n, h.filtered(), h.entrySize());
    }
    w.checksum("checksum", 0);
    return new FixedArrayDataBlock(header, bitmap, elements);
  }

  /** The description of one page of an array with this header: elements and a checksum. */
  public static Wire.Description<ChunkElements> page(FixedArrayHeader h, long page) {
    return (w, e) -> {
      int n = w.count("page", h.entriesIn(page), h.entrySize());
      ChunkElements out = ChunkElements.transfer(w, e, n, h.filtered(), h.entrySize());
      w.checksum("checksum", 0);
      return out;
    };
  }
}
