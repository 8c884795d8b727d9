package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The header of a group's heap of names; the names are in its data segment, see {@link
 * LocalHeapData}. Specification: III.D.
 *
 * @param dataSize bytes of the data segment
 * @param freeListHead offset of the first free block in the data segment, or {@link #NO_FREE_BLOCK}
 * @param dataAddress of the data segment
 */
public record LocalHeap(long dataSize, long freeListHead, long dataAddress) {
  /** The end of the free list: an offset that no block can have, since blocks are aligned. */
  public static final long NO_FREE_BLOCK = 1;

  /** Bytes of the header. */
  public static int size(Geometry g) {
    return 8 + 2 * g.sizeOfLengths() + g.sizeOfOffsets();
  }

  /** Reads, writes, sizes, traces. */
  public static LocalHeap transfer(Wire w, LocalHeap h) {
    w.signature("HEAP");
    w.constant("version", 1, 0);
    w.zeros("reserved", 3);
    long size = w.length("data segment size", h, LocalHeap::dataSize);
    // all bits one is what some versions of libhdf5 write for "no free block"
    long free =
        w.lengthOrUnlimited("offset to head of free list", h == null ? 0 : h.freeListHead());
    long data = w.definedOffset("address of data segment", h, LocalHeap::dataAddress);
    return new LocalHeap(size, free, data);
  }
}
