package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * The first elements of an extensible array, and where the others are. Specification: appendix C.D.
 *
 * @param headerAddress of the array's header
 * @param elements the first elements
 * @param dataBlocks addresses of the data blocks of the first levels, undefined where there is none
 * @param secondaryBlocks addresses, one for each later level, undefined where there is none
 */
public record ExtensibleArrayIndexBlock(
    long headerAddress, ChunkElements elements, long[] dataBlocks, long[] secondaryBlocks) {
  /** The description for arrays with this header. */
  public static Wire.Description<ExtensibleArrayIndexBlock> of(ExtensibleArrayHeader h) {
    return (w, b) -> transfer(w, b, h);
  }

  private static ExtensibleArrayIndexBlock transfer(
      Wire w, ExtensibleArrayIndexBlock b, ExtensibleArrayHeader h) {
    w.signature("EAIB");
    w.constant("version", 1, 0);
    w.constant("client ID", 1, h.clientId());
    long header = w.definedOffset("header address", b, ExtensibleArrayIndexBlock::headerAddress);
    ChunkElements elements =
        ChunkElements.transfer(
            w, b == null ? null : b.elements, h.indexElements(), h.filtered(), h.entrySize());
    long[] data =
        addresses(w, "data block address", h.directDataBlocks(), b == null ? null : b.dataBlocks);
    long[] secondary =
        addresses(
            w,
            "secondary block address",
            h.levels() - h.directLevels(),
            b == null ? null : b.secondaryBlocks);
    w.checksum("checksum", 0);
    return new ExtensibleArrayIndexBlock(header, elements, data, secondary);
  }

  static long[] addresses(Wire w, String field, long n, long[] value) {
    long[] out = new long[w.count(field, n, w.geometry().sizeOfOffsets())];
    for (int i = 0; i < out.length; i++) {
      out[i] = w.offset(field, value == null ? 0 : value[i]);
    }
    return out;
  }
}
