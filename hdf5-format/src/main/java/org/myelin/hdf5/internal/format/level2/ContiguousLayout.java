package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Elements in one block.
 *
 * @param version 1 to 5; 3 is what libhdf5 writes by default
 * @param dims versions 1 and 2 only: the dataset's shape; otherwise empty
 * @param address of the block, undefined if there is none yet
 * @param size bytes of the block; -1 in versions 1 and 2, which do not say
 */
public record ContiguousLayout(int version, long[] dims, long address, long size)
    implements DataLayoutMessage {
  private static final long[] NO_DIMS = {};

  /** As libhdf5 writes it. */
  public static ContiguousLayout of(int version, long address, long size) {
    return new ContiguousLayout(version, NO_DIMS, address, size);
  }

  @Override
  public int layoutClass() {
    return CONTIGUOUS;
  }

  static ContiguousLayout transfer(Wire w, ContiguousLayout m, int version) {
    long address = w.offset("address", m, ContiguousLayout::address);
    long size = w.length("size", m, ContiguousLayout::size);
    return new ContiguousLayout(version, NO_DIMS, address, size);
  }
}
