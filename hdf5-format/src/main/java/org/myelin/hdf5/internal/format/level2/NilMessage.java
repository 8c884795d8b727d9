package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Free room in a header: to be passed over. Specification: IV.A.2.a.
 *
 * @param bytes what lies there, without meaning
 */
public record NilMessage(byte[] bytes) implements Message {
  @Override
  public MessageType type() {
    return MessageType.NIL;
  }

  /** So many free bytes. */
  public static NilMessage of(int length) {
    return new NilMessage(new byte[length]);
  }

  static NilMessage transfer(Wire w, NilMessage m) {
    long n = m == null ? w.remaining() : m.bytes.length;
    return new NilMessage(w.bytes("room", n, m, NilMessage::bytes));
  }
}
