package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * What stands at the start of a direct block of a fractal heap, before objects; offsets of objects
 * count from the start of the block. Its checksum, if there is one, covers the whole block with the
 * checksum's own bytes zero. Specification: III.G.
 *
 * @param headerAddress of the heap's header
 * @param blockOffset where the block begins in the heap
 * @param checksum of the block; 0 if it has none
 */
public record FractalHeapDirectBlock(long headerAddress, long blockOffset, int checksum) {
  /** The description for heaps with this header. */
  public static Wire.Description<FractalHeapDirectBlock> of(FractalHeapHeader h) {
    return (w, b) -> transfer(w, b, h);
  }

  private static FractalHeapDirectBlock transfer(
      Wire w, FractalHeapDirectBlock b, FractalHeapHeader h) {
    w.signature("FHDB");
    w.version(0, 0, 0);
    long header = w.definedOffset("heap header address", b, x -> x.headerAddress);
    long offset = w.uvar("block offset", h.offsetWidth(), b == null ? 0 : b.blockOffset);
    int checksum = h.checksums() ? (int) w.u32("checksum", b, x -> x.checksum & 0xffffffffL) : 0;
    return new FractalHeapDirectBlock(header, offset, checksum);
  }
}
