package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Where the blocks of a part of a fractal heap are: row by row, first the rows of direct blocks.
 * Specification: III.G.
 *
 * @param headerAddress of the heap's header
 * @param blockOffset where the part begins in the heap
 * @param children addresses, undefined where there is no block
 * @param filteredSizes stored bytes of each direct block; null without filters
 * @param filterMasks of each direct block; null without filters
 */
public record FractalHeapIndirectBlock(
    long headerAddress,
    long blockOffset,
    long[] children,
    long[] filteredSizes,
    int[] filterMasks) {
  /** The description for heaps with this header and blocks with so many rows. */
  public static Wire.Description<FractalHeapIndirectBlock> of(FractalHeapHeader h, int rows) {
    return (w, b) -> transfer(w, b, h, rows);
  }

  private static FractalHeapIndirectBlock transfer(
      Wire w, FractalHeapIndirectBlock b, FractalHeapHeader h, int rows) {
    w.signature("FHIB");
    w.version(0, 0, 0);
    long header = w.definedOffset("heap header address", b, x -> x.headerAddress);
    long offset = w.uvar("block offset", h.offsetWidth(), b == null ? 0 : b.blockOffset);
    int n = w.count("rows", (long) rows * h.tableWidth(), w.geometry().sizeOfOffsets());
    int direct = Math.min(rows, h.directRows()) * h.tableWidth();
    long[] children = new long[n];
    long[] sizes = h.filtered() ? new long[direct] : null;
    int[] masks = h.filtered() ? new int[direct] : null;
    for (int i = 0; i < n; i++) {
      children[i] = w.offset("child block address", b == null ? 0 : b.children[i]);
      if (h.filtered() && i < direct) {
        sizes[i] = w.length("size of filtered direct block", b == null ? 0 : b.filteredSizes[i]);
        masks[i] = (int) w.u32("filter mask", b == null ? 0 : b.filterMasks[i] & 0xffffffffL);
      }
    }
    w.checksum("checksum", 0);
    return new FractalHeapIndirectBlock(header, offset, children, sizes, masks);
  }
}
