package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.GrowingSink;
import org.myelin.mpi.internal.match.Operation;

/** The sends and receives of one round of a collective call. */
final class Exchange {
  private record Part(Operation operation, long expected) {}

  private final CollectiveCall call;

  /** Read by a thread that waits while the one that begins the round still adds to it. */
  private final Queue<Part> parts = new ConcurrentLinkedQueue<>();

  private final AtomicInteger pending = new AtomicInteger(1);

  Exchange(CollectiveCall call) {
    this.call = call;
  }

  void send(int peer, int phase, ByteBuffer bytes) {
    add(call.send(peer, phase, bytes), -1);
  }

  void receive(int peer, int phase, ByteBuffer into) {
    add(call.receive(peer, phase, into), into == null ? 0 : into.remaining());
  }

  GrowingSink receive(int peer, int phase) {
    GrowingSink sink = new GrowingSink();
    add(call.receive(peer, phase, sink), -1);
    return sink;
  }

  private void add(Operation operation, long expected) {
    parts.add(new Part(operation, expected));
  }

  /** True when all has ended already; otherwise {@code then} runs once, when it has. */
  boolean endsAtOnce(Runnable then) {
    for (Part part : parts) {
      pending.incrementAndGet();
      part.operation.whenEnded(
          () -> {
            if (pending.decrementAndGet() == 0) {
              then.run();
            }
          });
    }
    return pending.decrementAndGet() == 0;
  }

  /** Throws what went wrong in an exchange that has ended. */
  void check() {
    for (Part part : parts) {
      call.check(part.operation, part.expected);
    }
    call.checkMismatch();
  }

  int waitsFor() {
    for (Part part : parts) {
      if (!part.operation.isDone()) {
        return part.operation.peer();
      }
    }
    return Engine.ANY;
  }

  void abandon(Engine engine) {
    for (Part part : parts) {
      engine.abandon(part.operation);
    }
  }
}
