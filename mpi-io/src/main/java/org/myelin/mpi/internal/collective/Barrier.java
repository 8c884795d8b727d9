package org.myelin.mpi.internal.collective;

/**
 * Dissemination: in round k each rank tells the one 2^k ahead and hears from the one 2^k behind, so
 * that after the last round each depends on all. Rooted operations end with one, because otherwise
 * a rank that only sends would leave before anyone can tell it that the calls differ.
 */
public final class Barrier {
  private static final int FIRST_PHASE = 32;

  private Barrier() {}

  /** Ends when all ranks have come. */
  public static void plan(Schedule schedule) {
    int size = schedule.call().size();
    int me = schedule.call().rank();
    int phase = FIRST_PHASE;
    for (int distance = 1; distance < size; distance <<= 1) {
      int from = Math.floorMod(me - distance, size);
      int to = (me + distance) % size;
      int tag = phase++;
      schedule.round(
          round -> {
            round.receive(from, tag, null);
            round.send(to, tag, null);
          });
    }
  }
}
