package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Widths of version 1 B-tree nodes, for superblocks that do not say. Specification: IV.A.2.t.
 *
 * @param indexedStorageK half the children of a chunk B-tree node
 * @param groupInternalK half the children of a group's B-tree node
 * @param groupLeafK half the entries of a symbol table node
 */
public record BTreeKValuesMessage(int indexedStorageK, int groupInternalK, int groupLeafK)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.B_TREE_K_VALUES;
  }

  static BTreeKValuesMessage transfer(Wire w, BTreeKValuesMessage m) {
    w.version(0, 0, 0);
    int storage = w.u16("indexed storage internal node k", m, BTreeKValuesMessage::indexedStorageK);
    int internal = w.u16("group internal node k", m, BTreeKValuesMessage::groupInternalK);
    int leaf = w.u16("group leaf node k", m, BTreeKValuesMessage::groupLeafK);
    if (storage == 0 || internal == 0 || leaf == 0) {
      throw w.corrupt("k", 0, "at least 1");
    }
    return new BTreeKValuesMessage(storage, internal, leaf);
  }
}
