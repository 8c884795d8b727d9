package org.myelin.hdf5.internal.format.level2;

import java.nio.ByteBuffer;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/** What an object header starts with, before its first message. Specification: IV.A.1. */
public sealed interface ObjectHeaderPrefix permits ObjectHeaderPrefixV1, ObjectHeaderPrefixV2 {
  /** No prefix is longer; a file may end earlier. */
  int MAX_SIZE = 34;

  /** 1 or 2. */
  int version();

  /** Bytes of messages in the first block, with what fills it. */
  long blockSize();

  /** Whether each message carries its creation order. */
  boolean tracksCreationOrder();

  /** Bytes of this prefix. */
  int encodedSize();

  /** Bytes of the first block from the prefix to its end, checksum included. */
  long firstBlockSize();

  /** The same with another room for messages. */
  ObjectHeaderPrefix withBlockSize(long blockSize);

  /** Reads a prefix of either version from the first bytes of a header. */
  static ObjectHeaderPrefix read(Geometry g, String file, long address, ByteBuffer bytes) {
    boolean v2 = bytes.remaining() > 0 && bytes.get(bytes.position()) == 'O';
    return v2
        ? Wire.read(g, file, "Object header", address, bytes, ObjectHeaderPrefixV2::transfer)
        : Wire.read(g, file, "Object header", address, bytes, ObjectHeaderPrefixV1::transfer);
  }

  /** Writes either version. */
  static ObjectHeaderPrefix transfer(Wire w, ObjectHeaderPrefix p) {
    return p instanceof ObjectHeaderPrefixV1 v1
        ? ObjectHeaderPrefixV1.transfer(w, v1)
        : ObjectHeaderPrefixV2.transfer(w, (ObjectHeaderPrefixV2) p);
  }
}
