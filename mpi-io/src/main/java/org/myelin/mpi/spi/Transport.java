package org.myelin.mpi.spi;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

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

  /**
   * Takes what has arrived and sends what was queued, on the calling thread and without waiting, so
   * that a message need not be handed from one thread to another. True if something moved.
   */
  default boolean progress() {
    return false;
  }

  /**
   * Whether {@link #progress} asks the operating system each time, which wakes a sleeper at once:
   * then sleeping in {@link #doze} is better than looking again and again.
   */
  default boolean asksSystem() {
    return false;
  }

  /** Waits until something arrives, {@link #wake} is called or the time is over. */
  default void doze(long nanos) {
    LockSupport.parkNanos(this, nanos);
  }

  /** Ends {@link #doze} of another thread, if it waits for more than being unparked. */
  default void wake() {}

  /** Ends all traffic. */
  @Override
  void close();
}
