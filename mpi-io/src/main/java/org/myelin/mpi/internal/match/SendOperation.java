package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;
import org.myelin.mpi.spi.Transport;

/**
 * A message being sent. A large one goes in pieces, each asked for when the one before has left.
 */
public final class SendOperation extends Operation {
  private final Source source;
  private final AtomicInteger events = new AtomicInteger();
  private Transport transport;
  private long receiverNumber;
  private long offset;

  SendOperation(int context, int peer, int tag, Source source) {
    super(context, peer, tag);
    this.source = source;
  }

  Source source() {
    return source;
  }

  /** The receiver is ready: sends all pieces to its operation {@code number}. */
  void stream(Transport through, long number) {
    transport = through;
    receiverNumber = number;
    run();
  }

  /**
   * For each piece two things happen, in either order: {@code send} returns, and the piece has
   * left. Whoever comes second goes on, so a transport that is done at once never deepens the
   * stack.
   */
  private void run() {
    do {
      if (offset == source.bytes()) {
        complete(offset);
        return;
      }
      int length = (int) Math.min(FrameType.DATA.maxPayload(), source.bytes() - offset);
      ByteBuffer piece = source.piece(offset, length);
      Frame frame = Frame.control(FrameType.DATA, length, offset, receiverNumber);
      offset += length;
      events.set(0);
      transport.send(peer(), frame, piece, this::left);
    } while (events.incrementAndGet() == 2);
  }

  private void left() {
    if (events.incrementAndGet() == 2) {
      run();
    }
  }
}
