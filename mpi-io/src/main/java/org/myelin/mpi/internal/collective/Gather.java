package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.buffer.Elements;

/** What each rank has, to the root. */
public final class Gather {
  private Gather() {}

  /** Into parts of the root's buffer; {@code fromEach} is used at the root only. */
  public static void plan(Schedule schedule, ByteBuffer mine, Elements[] fromEach, int root) {
    if (schedule.call().rank() != root) {
      plan(schedule, mine, (ByteBuffer[]) null, root);
      return;
    }
    ByteBuffer[] rooms = AllToAll.rooms(fromEach);
    plan(schedule, mine, rooms, root);
    schedule.then(() -> AllToAll.place(fromEach, rooms));
  }

  /** {@code fromEach} is used at the root only. */
  public static void plan(Schedule schedule, ByteBuffer mine, ByteBuffer[] fromEach, int root) {
    CollectiveCall call = schedule.call();
    boolean here = call.rank() == root;
    schedule.round(
        all -> {
          for (int i = 0; here && i < call.size(); i++) {
            all.receive(i, 0, fromEach[i]);
          }
          // Two ranks that both think they are the root must hear of each other before they wait.
          for (int i = 0; here && i < call.size(); i++) {
            all.send(i, 1, null);
          }
          all.receive(root, 1, null);
          all.send(root, 0, mine);
        });
    Barrier.plan(schedule);
  }
}
