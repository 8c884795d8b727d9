package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.buffer.Elements;

/** Something of its own from the root to each rank. */
public final class Scatter {
  private Scatter() {}

  /** {@code toEach} is used at the root only; null for {@code mine} leaves it where it is. */
  public static void plan(Schedule schedule, Elements[] toEach, Elements mine, int root) {
    CollectiveCall call = schedule.call();
    ByteBuffer room = mine == null ? null : mine.room();
    schedule.round(
        all -> {
          if (mine != null) {
            all.receive(root, 0, room);
          }
          for (int i = 0; call.rank() == root && i < call.size(); i++) {
            if (mine != null || i != root) {
              all.send(i, 0, toEach[i].packed());
            }
          }
        });
    Barrier.plan(schedule);
    if (mine != null) {
      schedule.then(() -> mine.place(room));
    }
  }
}
