package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.Landing;

/** Collects the payload of a frame that no receive matches. */
final class DirectLanding implements Landing {
  private final Direct direct;
  private final int source;
  private final Frame frame;
  private final ByteBuffer payload;

  DirectLanding(Direct direct, int source, Frame frame) {
    if (direct == null) {
      throw new IllegalArgumentException(frame.type() + " frame for an unknown window");
    }
    this.direct = direct;
    this.source = source;
    this.frame = frame;
    payload = ByteBuffer.allocate(frame.length());
  }

  @Override
  public ByteBuffer buffer() {
    return payload.duplicate();
  }

  @Override
  public void landed() {
    direct.arrived(source, frame, payload);
  }
}
