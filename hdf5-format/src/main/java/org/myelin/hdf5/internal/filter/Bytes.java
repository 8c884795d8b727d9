package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;

/** A buffer's remaining bytes as an array, without a copy where the buffer has one. */
final class Bytes {
  private Bytes() {}

  static byte[] array(ByteBuffer b) {
    if (b.hasArray()) {
      return b.array();
    }
    byte[] copy = new byte[b.remaining()];
    b.duplicate().get(copy);
    return copy;
  }

  /** Where the remaining bytes begin in {@link #array}. */
  static int offset(ByteBuffer b) {
    return b.hasArray() ? b.arrayOffset() + b.position() : 0;
  }
}
