package org.myelin.hdf5.internal.format.level0;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * What the family driver tells: a file cut into members of one size. Specification: II.B.
 *
 * @param memberSize bytes of every member but the last
 */
public record FamilyInfo(long memberSize) {
  /** The driver's identification. */
  public static final String DRIVER = "NCSAfami";

  /** Reads, writes, sizes, traces. */
  public static FamilyInfo transfer(Wire w, FamilyInfo i) {
    long size = w.u64("size of member files", i, FamilyInfo::memberSize);
    if (size < 1) {
      throw w.corrupt("size of member files", Long.toUnsignedString(size), "1 to 2^63 - 1 bytes");
    }
    return new FamilyInfo(size);
  }
}
