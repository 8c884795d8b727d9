package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Landing;

/** Keeps a small message until its receive comes. */
record UnexpectedLanding(Engine engine, Arrival message) implements Landing {
  @Override
  public ByteBuffer buffer() {
    return message.data.duplicate();
  }

  @Override
  public void landed() {
    engine.landed(message);
  }
}
