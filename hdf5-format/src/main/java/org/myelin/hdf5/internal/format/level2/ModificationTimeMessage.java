package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * When an object was changed. Specification: IV.A.2.s.
 *
 * @param seconds since 1970, UTC
 */
public record ModificationTimeMessage(long seconds) implements Message {
  @Override
  public MessageType type() {
    return MessageType.MODIFICATION_TIME;
  }

  static ModificationTimeMessage transfer(Wire w, ModificationTimeMessage m) {
    w.version(1, 1, 1);
    w.zeros("reserved", 3);
    return new ModificationTimeMessage(
        w.u32("seconds after UNIX epoch", m, ModificationTimeMessage::seconds));
  }
}
