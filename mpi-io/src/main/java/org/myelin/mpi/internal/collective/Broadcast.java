package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.buffer.Elements;
import org.myelin.mpi.internal.match.GrowingSink;

/** One rank's bytes to all, down a binomial tree. */
public final class Broadcast {
  private Broadcast() {}

  /** All ranks know the length. */
  public static void plan(Schedule schedule, Elements elements, int root) {
    boolean here = schedule.call().rank() == root;
    ByteBuffer bytes = here ? elements.packed() : elements.room();
    int parent = parent(schedule.call(), root);
    if (parent >= 0) {
      schedule.round(up -> up.receive(parent, 0, bytes));
    }
    schedule.round(down -> toChildren(down, schedule.call(), bytes, root));
    Barrier.plan(schedule);
    if (!here) {
      schedule.then(() -> elements.place(bytes));
    }
  }

  /** Only the root knows the length; {@code bytes[0]} is what it has, and later what all have. */
  public static void plan(Schedule schedule, byte[][] bytes, int root) {
    int parent = parent(schedule.call(), root);
    if (parent >= 0) {
      GrowingSink[] sink = new GrowingSink[1];
      schedule.round(up -> sink[0] = up.receive(parent, 0));
      schedule.then(() -> bytes[0] = sink[0].bytes());
    }
    schedule.round(down -> toChildren(down, schedule.call(), ByteBuffer.wrap(bytes[0]), root));
    Barrier.plan(schedule);
  }

  private static int parent(CollectiveCall call, int root) {
    int relative = Math.floorMod(call.rank() - root, call.size());
    return relative == 0 ? -1 : (relative - Integer.highestOneBit(relative) + root) % call.size();
  }

  private static void toChildren(Exchange down, CollectiveCall call, ByteBuffer bytes, int root) {
    int relative = Math.floorMod(call.rank() - root, call.size());
    int bit = relative == 0 ? 1 : Integer.highestOneBit(relative) << 1;
    for (; relative + bit < call.size(); bit <<= 1) {
      down.send((relative + bit + root) % call.size(), 0, bytes);
    }
  }
}
