package org.myelin.mpi;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.buffer.UserBuffer;

/** A buffer given without offset, count and type: all of an array, what a byte buffer has left. */
final class Whole {
  private Whole() {}

  static Datatype type(Object buffer) {
    return buffer instanceof ByteBuffer ? Datatype.BYTE : UserBuffer.typeOf(buffer);
  }

  static long count(Object buffer) {
    return buffer instanceof ByteBuffer bytes ? bytes.remaining() : UserBuffer.length(buffer);
  }
}
