package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Elements of an extensible array, or, if they are many, what stands before their pages.
 * Specification: appendix C.D.
 *
 * @param headerAddress of the array's header
 * @param blockOffset number of the first element, not counting those in the index block
 * @param elements all of them, or null if paged
 */
public record ExtensibleArrayDataBlock(
    long headerAddress, long blockOffset, ChunkElements elements) {
  /**
   * The description for that level of arrays with this header; covers {@link
   * ExtensibleArrayHeader#dataBlockPrefixSize}.
   */
  public static Wire.Description<ExtensibleArrayDataBlock> of(ExtensibleArrayHeader h, int level) {
    return (w, b) -> transfer(w, b, h, level);
  }

  private static ExtensibleArrayDataBlock transfer(
      Wire w, ExtensibleArrayDataBlock b, ExtensibleArrayHeader h, int level) {
    w.signature("EADB");
    w.constant("version", 1, 0);
    w.constant("client ID", 1, h.clientId());
    long header = w.definedOffset("header address", b, ExtensibleArrayDataBlock::headerAddress);
    long offset = w.uvar("block offset", h.blockOffsetWidth(), b == null ? 0 : b.blockOffset);
    ChunkElements elements = null;
    if (h.pages(level) == 0) {
      int n = w.count("elements", h.elements(level), h.entrySize());
      elements =
          ChunkElements.transfer(w, b == null ? null : b.elements, n, h.filtered(), h.entrySize());
    }
    w.checksum("checksum", 0);
    return new ExtensibleArrayDataBlock(header, offset, elements);
  }

  /** The description of one page of an array with this header: elements and a checksum. */
  public static Wire.Description<ChunkElements> page(ExtensibleArrayHeader h) {
    return (w, e) -> {
      int n = w.count("page", 1L << h.pageBits(), h.entrySize());
      ChunkElements out = ChunkElements.transfer(w, e, n, h.filtered(), h.entrySize());
      w.checksum("checksum", 0);
      return out;
    };
  }
}
