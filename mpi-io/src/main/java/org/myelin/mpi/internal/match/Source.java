package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;

/** The bytes of a message to send, asked for in pieces so that a large one needs no second copy. */
public interface Source {
  /** All bytes of the message. */
  long bytes();

  /** A buffer with exactly these bytes left; valid until the next call. */
  ByteBuffer piece(long offset, int length);
}
