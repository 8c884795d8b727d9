package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * A link of a dense group in its index by name: record type 5. Specification: III.A.2.
 *
 * @param hash of the name
 * @param heapId of the link message
 */
public record LinkNameRecord(long hash, byte[] heapId) {
  private static final int ID_LENGTH = 7;

  /** The record type. */
  public static final BTreeV2RecordType<LinkNameRecord> TYPE =
      new BTreeV2RecordType<>(5, 4 + ID_LENGTH, LinkNameRecord::transfer);

  private static LinkNameRecord transfer(Wire w, LinkNameRecord r) {
    long hash = w.u32("hash of name", r, LinkNameRecord::hash);
    return new LinkNameRecord(hash, w.bytes("heap ID", ID_LENGTH, r, LinkNameRecord::heapId));
  }
}
