package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * A link of a dense group in its index by creation order: record type 6. Specification: III.A.2.
 *
 * @param creationOrder of the link
 * @param heapId of the link message
 */
public record LinkOrderRecord(long creationOrder, byte[] heapId) {
  private static final int ID_LENGTH = 7;

  /** The record type. */
  public static final BTreeV2RecordType<LinkOrderRecord> TYPE =
      new BTreeV2RecordType<>(6, 8 + ID_LENGTH, LinkOrderRecord::transfer);

  private static LinkOrderRecord transfer(Wire w, LinkOrderRecord r) {
    long order = w.u64("creation order", r, LinkOrderRecord::creationOrder);
    return new LinkOrderRecord(order, w.bytes("heap ID", ID_LENGTH, r, LinkOrderRecord::heapId));
  }
}
