package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * What unwritten elements hold, as early versions of libhdf5 wrote it. Specification: IV.A.2.e.
 *
 * @param value one element in the dataset's type; empty for none
 */
public record FillValueOldMessage(byte[] value) implements Message {
  @Override
  public MessageType type() {
    return MessageType.FILL_VALUE_OLD;
  }

  static FillValueOldMessage transfer(Wire w, FillValueOldMessage m) {
    long size = w.u32("size", m == null ? 0 : m.value.length);
    return new FillValueOldMessage(w.bytes("fill value", size, m, FillValueOldMessage::value));
  }
}
