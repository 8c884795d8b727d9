package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The place of an object in the global heap. Specification: III.E.
 *
 * @param collectionAddress of the collection; 0 or undefined for none
 * @param index of the object in it; 0 for none
 */
public record GlobalHeapId(long collectionAddress, long index) {
  /** Bytes of an id. */
  public static int size(Geometry g) {
    return g.sizeOfOffsets() + 4;
  }

  /** Whether there is no object. */
  public boolean isNull() {
    return collectionAddress == Wire.UNDEFINED || collectionAddress == 0;
  }

  /** Reads, writes, sizes, traces. */
  public static GlobalHeapId transfer(Wire w, GlobalHeapId id) {
    long at = w.offset("collection address", id, GlobalHeapId::collectionAddress);
    return new GlobalHeapId(at, w.u32("object index", id, GlobalHeapId::index));
  }
}
