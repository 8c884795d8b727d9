package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * A chunk in a version 2 B-tree: record types 10 (without filters) and 11. Specification: III.A.2.
 *
 * @param address of the chunk
 * @param size stored bytes; 0 without filters
 * @param filterMask bit i set: filter i was left out
 * @param scaled coordinates, counted in chunks
 */
public record ChunkBTreeRecord(long address, long size, int filterMask, long[] scaled) {
  /**
   * The record type of a dataset's index.
   *
   * @param sizeWidth bytes of a filtered chunk's size; 0 without filters
   */
  public static BTreeV2RecordType<ChunkBTreeRecord> type(Geometry g, int rank, int sizeWidth) {
    return BTreeV2RecordType.like(
        g,
        sizeWidth == 0 ? 10 : 11,
        new ChunkBTreeRecord(0, 0, 0, new long[rank]),
        (w, r) -> transfer(w, r, rank, sizeWidth));
  }

  private static ChunkBTreeRecord transfer(Wire w, ChunkBTreeRecord r, int rank, int sizeWidth) {
    long address = w.definedOffset("chunk address", r, ChunkBTreeRecord::address);
    long size = 0;
    int mask = 0;
    if (sizeWidth > 0) {
      size = w.uvar("chunk size", sizeWidth, r == null ? 0 : r.size);
      mask = (int) w.u32("filter mask", r, x -> x.filterMask & 0xffffffffL);
    }
    if (size < 0) {
      throw w.corrupt("chunk size", Long.toUnsignedString(size), "a size below 2^63");
    }
    long[] scaled = new long[rank];
    for (int d = 0; d < rank; d++) {
      scaled[d] = w.u64("scaled offset", r == null ? 0 : r.scaled[d]);
    }
    return new ChunkBTreeRecord(address, size, mask, scaled);
  }
}
