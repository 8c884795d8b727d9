package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * When an object was changed, as early versions of libhdf5 wrote it. Specification: IV.A.2.o.
 *
 * @param utc YYYYMMDDhhmmss in UTC
 */
public record ModificationTimeOldMessage(String utc) implements Message {
  @Override
  public MessageType type() {
    return MessageType.MODIFICATION_TIME_OLD;
  }

  static ModificationTimeOldMessage transfer(Wire w, ModificationTimeOldMessage m) {
    String s = w.text("date", 14, m == null ? null : m.utc);
    w.zeros("reserved", 2);
    return new ModificationTimeOldMessage(s);
  }
}
