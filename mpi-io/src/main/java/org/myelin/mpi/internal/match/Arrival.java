package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Frame;

/** A message that came before its receive: its envelope, and its bytes when it is a small one. */
public final class Arrival {
  final int source;
  final Frame frame;
  final ByteBuffer data;

  /** The bytes are complete; guarded by the engine's lock. */
  boolean landed;

  /** The receive that matched while the bytes were still coming; guarded by the engine's lock. */
  ReceiveOperation claimedBy;

  /** Matched: no longer in any queue, whatever list still holds it. */
  boolean taken;

  Arrival(int source, Frame frame, ByteBuffer data) {
    this.source = source;
    this.frame = frame;
    this.data = data;
  }

  boolean fits(int from, int tag) {
    return !taken
        && (from == Engine.ANY || from == source)
        && (tag == Engine.ANY || tag == frame.tag());
  }

  /** A receive has matched; true when it must wait for bytes that are still coming. */
  boolean claim(ReceiveOperation receive) {
    if (data == null || landed) {
      return false;
    }
    claimedBy = receive;
    return true;
  }

  /** World rank that sent it. */
  public int source() {
    return source;
  }

  /** Its tag. */
  public int tag() {
    return frame.tag();
  }

  /** Bytes of the whole message. */
  public long bytes() {
    return frame.first();
  }
}
