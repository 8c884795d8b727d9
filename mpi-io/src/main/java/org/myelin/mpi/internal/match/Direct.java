package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Frame;

/** Takes frames that no receive matches, on the thread that delivers them; must not wait. */
@FunctionalInterface
public interface Direct {
  /** A frame and its whole payload, which the taker may keep. */
  void arrived(int source, Frame frame, ByteBuffer payload);
}
