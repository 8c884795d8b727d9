package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What ranks agree on when they make a new communicator. */
public final class Splitting {
  private Splitting() {}

  /**
   * A pair of context numbers that none of the members has used: the largest that any of them would
   * take next. Groups without a common member may get the same.
   */
  public static int agreeOnContext(CollectiveCall call, AtomicInteger next) {
    ByteBuffer[] rooms = rooms(call.size(), Integer.BYTES);
    ByteBuffer mine = ByteBuffer.allocate(Integer.BYTES).putInt(0, next.get());
    exchange(call, mine, rooms, 2);
    int agreed = 0;
    for (ByteBuffer room : rooms) {
      agreed = Math.max(agreed, room.getInt(0));
    }
    int used = Math.addExact(agreed, 2);
    next.accumulateAndGet(used, Math::max);
    return agreed;
  }

  /** Members of this rank's color, in their new order. */
  public static int[] members(CollectiveCall call, int color, int key) {
    ByteBuffer[] rooms = rooms(call.size(), 2 * Integer.BYTES);
    ByteBuffer mine = ByteBuffer.allocate(2 * Integer.BYTES).putInt(0, color).putInt(4, key);
    exchange(call, mine, rooms, 1);
    return IntStream.range(0, rooms.length)
        .filter(member -> rooms[member].getInt(0) == color)
        .boxed()
        .sorted(Comparator.comparingInt(member -> rooms[member].getInt(4)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void exchange(
      CollectiveCall call, ByteBuffer mine, ByteBuffer[] rooms, int phase) {
    Exchange all = new Exchange(call);
    for (int i = 0; i < rooms.length; i++) {
      all.receive(i, phase, rooms[i]);
    }
    for (int i = 0; i < rooms.length; i++) {
      all.send(i, phase, mine);
    }
    all.await();
  }

  private static ByteBuffer[] rooms(int count, int bytes) {
    ByteBuffer[] rooms = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      rooms[i] = ByteBuffer.allocate(bytes);
    }
    return rooms;
  }
}
