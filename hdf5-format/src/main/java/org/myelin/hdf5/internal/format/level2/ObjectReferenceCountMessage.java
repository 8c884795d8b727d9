package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Hard links to an object with a version 2 header, if not 1. Specification: IV.A.2.w.
 *
 * @param count of hard links
 */
public record ObjectReferenceCountMessage(long count) implements Message {
  @Override
  public MessageType type() {
    return MessageType.OBJECT_REFERENCE_COUNT;
  }

  static ObjectReferenceCountMessage transfer(Wire w, ObjectReferenceCountMessage m) {
    w.version(0, 0, 0);
    return new ObjectReferenceCountMessage(
        w.u32("reference count", m, ObjectReferenceCountMessage::count));
  }
}
