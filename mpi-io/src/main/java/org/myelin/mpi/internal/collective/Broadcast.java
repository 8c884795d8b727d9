package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.match.GrowingSink;

/** One rank's bytes to all, down a binomial tree. */
public final class Broadcast {
  private Broadcast() {}

  /** All ranks know the length. */
  public static void run(CollectiveCall call, ByteBuffer buffer, int root) {
    int parent = parent(call, root);
    if (parent >= 0) {
      Exchange up = new Exchange(call);
      up.receive(parent, 0, buffer);
      up.await();
    }
    toChildren(call, buffer, root);
    Barrier.run(call);
  }

  /** Only the root knows the length. */
  public static byte[] bytes(CollectiveCall call, byte[] atRoot, int root) {
    byte[] bytes = atRoot;
    int parent = parent(call, root);
    if (parent >= 0) {
      Exchange up = new Exchange(call);
      GrowingSink sink = up.receive(parent, 0);
      up.await();
      bytes = sink.bytes();
    }
    toChildren(call, ByteBuffer.wrap(bytes), root);
    Barrier.run(call);
    return bytes;
  }

  private static int parent(CollectiveCall call, int root) {
    int relative = Math.floorMod(call.rank() - root, call.size());
    return relative == 0 ? -1 : (relative - Integer.highestOneBit(relative) + root) % call.size();
  }

  private static void toChildren(CollectiveCall call, ByteBuffer buffer, int root) {
    int relative = Math.floorMod(call.rank() - root, call.size());
    Exchange down = new Exchange(call);
    int bit = relative == 0 ? 1 : Integer.highestOneBit(relative) << 1;
    for (; relative + bit < call.size(); bit <<= 1) {
      down.send((relative + bit + root) % call.size(), 0, buffer);
    }
    down.await();
  }
}
