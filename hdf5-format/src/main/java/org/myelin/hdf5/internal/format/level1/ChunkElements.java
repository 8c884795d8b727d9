package org.myelin.hdf5.internal.format.level1;

import java.util.Arrays;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Where chunks lie, as fixed and extensible arrays store it. The arrays are not copied.
 *
 * @param addresses one for each chunk, undefined if it was never written
 * @param sizes stored bytes of each chunk; null if no filters are used
 * @param filterMasks bit i set: filter i was left out; null if no filters are used
 */
public record ChunkElements(long[] addresses, long[] sizes, int[] filterMasks) {
  /** So many chunks, none written. */
  public static ChunkElements unwritten(int n, boolean filtered) {
    long[] addresses = new long[n];
    Arrays.fill(addresses, Wire.UNDEFINED);
    return new ChunkElements(
        addresses, filtered ? new long[n] : null, filtered ? new int[n] : null);
  }

  /** Enters a chunk; size and mask are kept only if filters are used. */
  public void set(int i, long address, long size, int filterMask) {
    addresses[i] = address;
    if (sizes != null) {
      sizes[i] = size;
      filterMasks[i] = filterMask;
    }
  }

  static ChunkElements transfer(Wire w, ChunkElements e, int n, boolean filtered, int entrySize) {
    int width = entrySize - w.geometry().sizeOfOffsets() - 4;
    long[] addresses = new long[n];
    long[] sizes = filtered ? new long[n] : null;
    int[] masks = filtered ? new int[n] : null;
    for (int i = 0; i < n; i++) {
      addresses[i] = w.offset("chunk address", e == null ? 0 : e.addresses[i]);
      if (filtered) {
        sizes[i] = w.uvar("chunk size", width, e == null ? 0 : e.sizes[i]);
        masks[i] = (int) w.u32("filter mask", e == null ? 0 : e.filterMasks[i] & 0xffffffffL);
        if (sizes[i] < 0) {
          throw w.corrupt("chunk size", Long.toUnsignedString(sizes[i]), "a size below 2^63");
        }
      }
    }
    return new ChunkElements(addresses, sizes, masks);
  }
}
