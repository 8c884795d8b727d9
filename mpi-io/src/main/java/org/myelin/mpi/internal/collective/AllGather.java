package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.myelin.mpi.internal.buffer.Elements;

/** What each rank has, to all ranks. */
public final class AllGather {
  private AllGather() {}

  /** The receivers know the lengths; one buffer for each rank. */
  public static void plan(Schedule schedule, ByteBuffer mine, ByteBuffer[] fromEach) {
    ByteBuffer[] toEach = new ByteBuffer[schedule.call().size()];
    Arrays.fill(toEach, mine);
    AllToAll.plan(schedule, toEach, fromEach);
  }

  /** Into parts of the user's buffer. {@code mine} must not lie inside of them. */
  public static void plan(Schedule schedule, ByteBuffer mine, Elements[] fromEach) {
    ByteBuffer[] rooms = AllToAll.rooms(fromEach);
    plan(schedule, mine, rooms);
    schedule.then(() -> AllToAll.place(fromEach, rooms));
  }

  /** The receivers do not know the lengths; fills {@code all}. */
  public static void plan(Schedule schedule, byte[] mine, byte[][] all) {
    byte[][] toEach = new byte[schedule.call().size()][];
    Arrays.fill(toEach, mine);
    AllToAll.plan(schedule, toEach, all);
  }
}
