package org.myelin.mpi.internal.match;

import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;

/** A posted receive; also the place where a matched message lands. */
public final class ReceiveOperation extends Operation {
  private final Sink sink;
  private final long order;
  private int source = Engine.ANY;
  private int matchedTag;
  private long expected;
  private long arrived;
  private volatile boolean cancelled;

  ReceiveOperation(int context, int peer, int tag, Sink sink, long order) {
    super(context, peer, tag);
    this.sink = sink;
    this.order = order;
  }

  /** World rank that sent the message; only after the end. */
  public int source() {
    return source;
  }

  /** Tag of the message; only after the end. */
  public int matchedTag() {
    return matchedTag;
  }

  /**
   * Position among all receives of this rank: of two that fit a message the earlier one gets it.
   */
  long order() {
    return order;
  }

  Sink sink() {
    return sink;
  }

  boolean accepts(int from, int messageTag) {
    return (peer() == Engine.ANY || peer() == from) && (tag() == Engine.ANY || tag() == messageTag);
  }

  /** Whether it was taken back before a message matched; only after the end. */
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  protected void abandoned(Engine engine) {
    engine.withdraw(this);
  }

  void cancelled() {
    cancelled = true;
    complete(0);
  }

  /** Takes the envelope; false when the message is too long, which ends this receive. */
  boolean begin(int from, int messageTag, long bytes, int rank) {
    source = from;
    matchedTag = messageTag;
    expected = bytes;
    if (bytes > sink.capacity()) {
      fail(
          new MpiException(
              ErrorClass.TRUNCATE,
              rank,
              String.format(
                  "message of %d bytes from rank %d with tag %d does not fit the %d bytes of the"
                      + " receive; nothing was stored",
                  bytes, from, messageTag, sink.capacity())));
      return false;
    }
    sink.begin(bytes);
    return true;
  }

  /** A piece is in its place. True when it was the last. */
  boolean arrived(int length) {
    arrived += length;
    if (arrived < expected) {
      return false;
    }
    complete(expected);
    return true;
  }
}
