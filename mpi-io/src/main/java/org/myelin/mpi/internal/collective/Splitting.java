package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What ranks agree on when they make a new communicator. */
public final class Splitting {
  /** Numbers that one communicator takes: its messages, its collective calls, its subgroups. */
  public static final int NUMBERS = 3;

  private final int[] offers;
  private final int[] colors;
  private final int[] keys;

  private Splitting(int size) {
    offers = new int[size];
    colors = new int[size];
    keys = new int[size];
  }

  /** Tells all ranks this one's color and key, and the first number that it has not used. */
  public static Splitting plan(Schedule schedule, int color, int key, AtomicInteger next) {
    int size = schedule.call().size();
    Splitting all = new Splitting(size);
    ByteBuffer mine = ByteBuffer.allocate(3 * Integer.BYTES);
    mine.putInt(next.get()).putInt(color).putInt(key).flip();
    ByteBuffer[] rooms = new ByteBuffer[size];
    for (int i = 0; i < size; i++) {
      rooms[i] = ByteBuffer.allocate(mine.capacity());
    }
    AllGather.plan(schedule, mine, rooms);
    schedule.then(
        () -> {
          for (int i = 0; i < size; i++) {
            all.offers[i] = rooms[i].getInt(0);
            all.colors[i] = rooms[i].getInt(4);
            all.keys[i] = rooms[i].getInt(8);
          }
        });
    return all;
  }

  /**
   * Context numbers that none of the members has used: the largest that any of them would take
   * next. Groups without a common member may get the same.
   */
  public int context(AtomicInteger next) {
    int agreed = IntStream.of(offers).max().orElseThrow();
    next.accumulateAndGet(Math.addExact(agreed, NUMBERS), Math::max);
    return agreed;
  }

  /** Members of a color, in their new order. */
  public int[] members(int color) {
    return IntStream.range(0, colors.length)
        .filter(member -> colors[member] == color)
        .boxed()
        .sorted(Comparator.comparingInt(member -> keys[member]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
