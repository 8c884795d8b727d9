package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Where messages that objects share are kept; in the superblock extension. Specification: IV.A.2.p.
 *
 * @param tableAddress of the master table
 * @param indices in the table
 */
public record SharedMessageTableMessage(long tableAddress, int indices) implements Message {
  @Override
  public MessageType type() {
    return MessageType.SHARED_MESSAGE_TABLE;
  }

  static SharedMessageTableMessage transfer(Wire w, SharedMessageTableMessage m) {
    w.version(0, 0, 0);
    long at = w.definedOffset("table address", m, SharedMessageTableMessage::tableAddress);
    return new SharedMessageTableMessage(
        at, w.u8("number of indices", m, SharedMessageTableMessage::indices));
  }
}
