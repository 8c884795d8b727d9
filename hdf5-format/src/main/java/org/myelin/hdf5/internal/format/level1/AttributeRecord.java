package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * A dense attribute in its object's index by name (record type 8) or by creation order (9).
 * Specification: III.A.2.
 *
 * @param heapId of the attribute message
 * @param messageFlags bit 1: the message is in the file's heap of shared messages
 * @param creationOrder of the attribute
 * @param hash of the name; 0 in the index by creation order
 */
public record AttributeRecord(byte[] heapId, int messageFlags, long creationOrder, long hash) {
  private static final int ID_LENGTH = 8;
  private static final int SHARED = 2;

  /** The record type of the index by name. */
  public static final BTreeV2RecordType<AttributeRecord> BY_NAME =
      new BTreeV2RecordType<>(8, ID_LENGTH + 9, (w, r) -> transfer(w, r, true));

  /** The record type of the index by creation order. */
  public static final BTreeV2RecordType<AttributeRecord> BY_ORDER =
      new BTreeV2RecordType<>(9, ID_LENGTH + 5, (w, r) -> transfer(w, r, false));

  /** Whether the message is in the file's heap of shared messages. */
  public boolean isShared() {
    return (messageFlags & SHARED) != 0;
  }

  private static AttributeRecord transfer(Wire w, AttributeRecord r, boolean byName) {
    byte[] id = w.bytes("heap ID", ID_LENGTH, r, AttributeRecord::heapId);
    int flags = w.u8("message flags", r, AttributeRecord::messageFlags);
    long order = w.u32("creation order", r, AttributeRecord::creationOrder);
    long hash = byName ? w.u32("hash of name", r, AttributeRecord::hash) : 0;
    return new AttributeRecord(id, flags, order, hash);
  }
}
