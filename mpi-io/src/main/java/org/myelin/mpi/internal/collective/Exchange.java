package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.mpi.internal.match.GrowingSink;
import org.myelin.mpi.internal.match.Operation;

/** Several sends and receives of one collective call, waited for together. */
final class Exchange {
  private record Part(Operation operation, long expected) {}

  private final CollectiveCall call;
  private final List<Part> parts = new ArrayList<>();

  Exchange(CollectiveCall call) {
    this.call = call;
  }

  void send(int peer, int phase, ByteBuffer bytes) {
    parts.add(new Part(call.send(peer, phase, bytes), -1));
  }

  void receive(int peer, int phase, ByteBuffer into) {
    parts.add(new Part(call.receive(peer, phase, into), into == null ? 0 : into.remaining()));
  }

  GrowingSink receive(int peer, int phase) {
    GrowingSink sink = new GrowingSink();
    parts.add(new Part(call.receive(peer, phase, sink), -1));
    return sink;
  }

  void await() {
    for (Part part : parts) {
      call.await(part.operation, part.expected);
    }
    parts.clear();
  }
}
