package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * A huge object of a fractal heap: record types 1 to 4 of version 2 B-trees (indirect, without
 * filters and with; direct, without and with). A heap ID holds a direct one's fields itself.
 * Specification: III.A.2, III.G.
 *
 * @param address of the object
 * @param length stored bytes
 * @param filterMask bit i set: filter i was left out
 * @param memorySize bytes behind the filters; the stored bytes if there are none
 * @param id of an indirect object; 0 if direct
 */
public record HugeObjectRecord(
    long address, long length, int filterMask, long memorySize, long id) {
  /** The record type. */
  public static BTreeV2RecordType<HugeObjectRecord> type(
      Geometry g, boolean direct, boolean filtered) {
    return BTreeV2RecordType.like(
        g,
        (direct ? 3 : 1) + (filtered ? 1 : 0),
        new HugeObjectRecord(0, 0, 0, 0, 0),
        of(direct, filtered));
  }

  /** The description of such a record. */
  public static Wire.Description<HugeObjectRecord> of(boolean direct, boolean filtered) {
    return (w, r) -> {
      long address = w.definedOffset("huge object address", r, HugeObjectRecord::address);
      long length = w.length("huge object length", r, HugeObjectRecord::length);
      int mask = filtered ? (int) w.u32("filter mask", r, x -> x.filterMask & 0xffffffffL) : 0;
      long memory =
          filtered ? w.length("object memory size", r, HugeObjectRecord::memorySize) : length;
      long id = direct ? 0 : w.length("huge object ID", r, HugeObjectRecord::id);
      return new HugeObjectRecord(address, length, mask, memory, id);
    };
  }
}
