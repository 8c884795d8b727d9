package org.myelin.mpi;

import org.myelin.mpi.internal.match.GrowingSink;

/** Room for one message of a length that the receiver does not know, at most 2147483639 bytes. */
public final class ReceivedBytes {
  final GrowingSink sink = new GrowingSink();

  /** Nothing received yet. */
  public ReceivedBytes() {}

  /** What was received; empty before the request has ended. Not a copy. */
  public byte[] bytes() {
    return sink.bytes();
  }
}
