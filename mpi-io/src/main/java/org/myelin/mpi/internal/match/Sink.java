package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;

/** Where a received message goes, in pieces. */
public interface Sink {
  /** Most bytes that fit. */
  long capacity();

  /** The message that was matched has this many bytes, at most {@link #capacity()}. */
  default void begin(long bytes) {}

  /** Room for exactly these bytes of the message; valid until {@link #done}. */
  ByteBuffer piece(long offset, int length);

  /** The bytes are in the buffer that {@link #piece} gave. */
  default void done(long offset, int length, ByteBuffer piece) {}
}
