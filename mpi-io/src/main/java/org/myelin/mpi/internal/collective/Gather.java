package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;

/** What each rank has, to the root. */
public final class Gather {
  private Gather() {}

  /** {@code fromEach} is used at the root only. */
  public static void run(CollectiveCall call, ByteBuffer mine, ByteBuffer[] fromEach, int root) {
    Exchange all = new Exchange(call);
    if (call.rank() == root) {
      for (int i = 0; i < call.size(); i++) {
        all.receive(i, 0, fromEach[i]);
      }
    }
    // Two ranks that both think they are the root must hear of each other before they wait.
    Exchange announce = new Exchange(call);
    if (call.rank() == root) {
      for (int i = 0; i < call.size(); i++) {
        announce.send(i, 1, null);
      }
    }
    announce.receive(root, 1, null);
    all.send(root, 0, mine);
    announce.await();
    all.await();
    Barrier.run(call);
  }
}
