package org.myelin.mpi.internal.match;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.Landing;

/**
 * Messages that wait until both sides are ready: sends that were announced, and receives that were
 * cleared for data, by the numbers that their frames carry.
 */
final class Rendezvous {
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, SendOperation> sends = new ConcurrentHashMap<>();
  private final Map<Long, ReceiveOperation> receives = new ConcurrentHashMap<>();

  /** A number for a send that is about to be announced. */
  long announced(SendOperation send) {
    long number = numbers.incrementAndGet();
    sends.put(number, send);
    return number;
  }

  /** The send that the receiver has cleared, or null when it is not known any more. */
  SendOperation cleared(Frame clear) {
    return sends.remove(clear.first());
  }

  /** A number for a receive that data will come for. */
  long expecting(ReceiveOperation receive) {
    long number = numbers.incrementAndGet();
    receives.put(number, receive);
    return number;
  }

  /** Where a piece goes. */
  Landing data(Frame frame) {
    ReceiveOperation receive = receives.get(frame.second());
    if (receive == null) {
      throw new IllegalArgumentException("data for unknown receive " + frame.second());
    }
    return new DataLanding(this, receive, frame);
  }

  /** The last piece of a message is in its place. */
  void finished(long number) {
    receives.remove(number);
  }
}
