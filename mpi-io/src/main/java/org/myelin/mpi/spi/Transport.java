package org.myelin.mpi.spi;

import java.nio.ByteBuffer;

/**
 * Carries frames from one rank to the others, whole and in order for each pair. It knows neither
 * matching nor communicators. Usable from any thread.
 */
public interface Transport extends AutoCloseable {
  /** Name for messages, such as {@code tcp}. */
  String name();

  /** Begins to deliver what arrives; called once, before the first send. */
  default void start() {}

  /**
   * Sends a frame and what {@code payload} has left (null for nothing) to another rank. Never waits
   * for the peer: what cannot go at once is queued. {@code sent} runs when the payload's memory may
   * be used again, on any thread, possibly before this call returns; its position is then
   * undefined. A peer that is gone swallows everything.
   */
  void send(int destination, Frame frame, ByteBuffer payload, Runnable sent);

  /** Ends all traffic. */
  @Override
  void close();
}
