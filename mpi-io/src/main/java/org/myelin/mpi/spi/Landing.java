package org.myelin.mpi.spi;

import java.nio.ByteBuffer;

/** Where the payload of a frame goes. */
public interface Landing {
  /** Room for exactly the frame's payload, between position and limit; null when there is none. */
  ByteBuffer buffer();

  /** To be called once, when the payload is in {@link #buffer()} (also when there is none). */
  void landed();
}
