package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * A message that libhdf5 uses to test itself. Specification: IV.A.2.j.
 *
 * @param value always {@link #VALUE}
 */
public record BogusMessage(long value) implements Message {
  /** The only value. */
  public static final long VALUE = 0xdeadbeefL;

  @Override
  public MessageType type() {
    return MessageType.BOGUS;
  }

  static BogusMessage transfer(Wire w, BogusMessage m) {
    w.constant("bogus value", 4, VALUE);
    return new BogusMessage(VALUE);
  }
}
