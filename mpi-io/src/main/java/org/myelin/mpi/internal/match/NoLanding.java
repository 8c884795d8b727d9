package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Landing;

/** For frames that have no payload. */
enum NoLanding implements Landing {
  NOTHING;

  @Override
  public ByteBuffer buffer() {
    return null;
  }

  @Override
  public void landed() {}
}
