package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Landing;

/** Puts a small message straight where its receive wants it, or nowhere when it was too long. */
final class EagerLanding implements Landing {
  private final Engine engine;
  private final int source;
  private final int length;
  private final ReceiveOperation receive;
  private final ByteBuffer room;

  EagerLanding(Engine engine, int source, int length, ReceiveOperation receive) {
    this.engine = engine;
    this.source = source;
    this.length = length;
    this.receive = receive;
    room = receive == null ? ByteBuffer.allocate(length) : receive.sink().piece(0, length);
  }

  @Override
  public ByteBuffer buffer() {
    return room.duplicate();
  }

  @Override
  public void landed() {
    if (receive != null) {
      if (length > 0) {
        receive.sink().done(0, length, room);
      }
      receive.arrived(length);
    }
    engine.consumed(source, length);
  }
}
