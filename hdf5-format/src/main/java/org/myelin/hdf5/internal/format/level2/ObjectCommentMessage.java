package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * A remark about an object. Specification: IV.A.2.n.
 *
 * @param comment any text without NUL
 */
public record ObjectCommentMessage(String comment) implements Message {
  @Override
  public MessageType type() {
    return MessageType.OBJECT_COMMENT;
  }

  static ObjectCommentMessage transfer(Wire w, ObjectCommentMessage m) {
    return new ObjectCommentMessage(w.textZ("comment", m == null ? null : m.comment));
  }
}
