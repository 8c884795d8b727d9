package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Where an old-style group keeps its links. Specification: IV.A.2.r.
 *
 * @param btreeAddress of the B-tree over symbol table nodes
 * @param heapAddress of the local heap of names
 */
public record SymbolTableMessage(long btreeAddress, long heapAddress) implements Message {
  @Override
  public MessageType type() {
    return MessageType.SYMBOL_TABLE;
  }

  static SymbolTableMessage transfer(Wire w, SymbolTableMessage m) {
    long btree = w.definedOffset("B-tree address", m, SymbolTableMessage::btreeAddress);
    return new SymbolTableMessage(
        btree, w.definedOffset("local heap address", m, SymbolTableMessage::heapAddress));
  }
}
