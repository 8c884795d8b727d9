package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What each rank has, to all ranks. */
public final class AllGather {
  private AllGather() {}

  /** The receivers know the lengths; one buffer for each rank. */
  public static void run(CollectiveCall call, ByteBuffer mine, ByteBuffer[] fromEach) {
    ByteBuffer[] toEach = new ByteBuffer[call.size()];
    Arrays.fill(toEach, mine);
    AllToAll.run(call, toEach, fromEach);
  }

  /** The receivers do not know the lengths. */
  public static byte[][] bytes(CollectiveCall call, byte[] mine) {
    byte[][] toEach = new byte[call.size()][];
    Arrays.fill(toEach, mine);
    return AllToAll.bytes(call, toEach);
  }

  /** One number of each rank. */
  public static long[] longs(CollectiveCall call, long mine) {
    ByteBuffer[] rooms = new ByteBuffer[call.size()];
    for (int i = 0; i < rooms.length; i++) {
      rooms[i] = ByteBuffer.allocate(Long.BYTES);
    }
    run(call, ByteBuffer.allocate(Long.BYTES).putLong(0, mine), rooms);
    long[] all = new long[rooms.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = rooms[i].getLong(0);
    }
    return all;
  }
}
