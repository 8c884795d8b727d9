package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Where an object header goes on. Specification: IV.A.2.q.
 *
 * @param address of the next block
 * @param length bytes of it, its signature and checksum included
 */
public record ObjectHeaderContinuationMessage(long address, long length) implements Message {
  @Override
  public MessageType type() {
    return MessageType.OBJECT_HEADER_CONTINUATION;
  }

  static ObjectHeaderContinuationMessage transfer(Wire w, ObjectHeaderContinuationMessage m) {
    long at = w.definedOffset("offset", m, ObjectHeaderContinuationMessage::address);
    return new ObjectHeaderContinuationMessage(
        at, w.length("length", m, ObjectHeaderContinuationMessage::length));
  }
}
