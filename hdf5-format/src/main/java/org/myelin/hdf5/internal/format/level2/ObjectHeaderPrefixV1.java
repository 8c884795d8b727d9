package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Prefix of a version 1 object header. Specification: IV.A.1.a.
 *
 * @param messageCount messages in all blocks, NIL and continuations included
 * @param referenceCount hard links to the object
 * @param blockSize bytes of messages in the first block
 */
public record ObjectHeaderPrefixV1(int messageCount, long referenceCount, long blockSize)
    implements ObjectHeaderPrefix {
  private static final int SIZE = 16;

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean tracksCreationOrder() {
    return false;
  }

  @Override
  public int encodedSize() {
    return SIZE;
  }

  @Override
  public long firstBlockSize() {
    return SIZE + blockSize;
  }

  @Override
  public ObjectHeaderPrefixV1 withBlockSize(long newSize) {
    return new ObjectHeaderPrefixV1(messageCount, referenceCount, newSize);
  }

  static ObjectHeaderPrefixV1 transfer(Wire w, ObjectHeaderPrefixV1 p) {
    w.version(1, 1, 1);
    w.zeros("reserved", 1);
    int messages = w.u16("total number of header messages", p, ObjectHeaderPrefixV1::messageCount);
    long links = w.u32("object reference count", p, ObjectHeaderPrefixV1::referenceCount);
    long size = w.u32("object header size", p, ObjectHeaderPrefixV1::blockSize);
    w.slack("padding", 4);
    return new ObjectHeaderPrefixV1(messages, links, size);
  }
}
