package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.Landing;

/** Puts a piece of a large message straight where its receive wants it. */
final class DataLanding implements Landing {
  private final Rendezvous rendezvous;
  private final ReceiveOperation receive;
  private final Frame frame;
  private final ByteBuffer room;

  DataLanding(Rendezvous rendezvous, ReceiveOperation receive, Frame frame) {
    this.rendezvous = rendezvous;
    this.receive = receive;
    this.frame = frame;
    room = receive.sink().piece(frame.first(), frame.length());
  }

  @Override
  public ByteBuffer buffer() {
    return room.duplicate();
  }

  @Override
  public void landed() {
    receive.sink().done(frame.first(), frame.length(), room);
    if (receive.arrived(frame.length())) {
      rendezvous.finished(frame.second());
    }
  }
}
