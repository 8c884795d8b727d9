package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.buffer.Elements;
import org.myelin.mpi.internal.match.GrowingSink;

/**
 * Something from each rank to each, all at once, each rank beginning with its neighbour. Nothing is
 * a message too: it shows that the other rank made the same call.
 */
public final class AllToAll {
  private AllToAll() {}

  /** Both sides know the lengths; null is nothing. */
  public static void plan(Schedule schedule, ByteBuffer[] toEach, ByteBuffer[] fromEach) {
    schedule.round(all -> exchange(all, schedule.call(), toEach, fromEach, 0));
  }

  /** From and to parts of users' buffers. */
  public static void plan(Schedule schedule, Elements[] toEach, Elements[] fromEach) {
    ByteBuffer[] rooms = rooms(fromEach);
    plan(schedule, packed(toEach), rooms);
    schedule.then(() -> place(fromEach, rooms));
  }

  /** What is received from each replaces what is sent to it. */
  public static void inPlace(Schedule schedule, Elements[] parts) {
    ByteBuffer[] copies = new ByteBuffer[parts.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = parts[i].copy();
    }
    ByteBuffer[] rooms = rooms(parts);
    plan(schedule, copies, rooms);
    schedule.then(() -> place(parts, rooms));
  }

  /** The receivers do not know the lengths; fills {@code received}. */
  public static void plan(Schedule schedule, byte[][] toEach, byte[][] received) {
    int size = schedule.call().size();
    int me = schedule.call().rank();
    GrowingSink[] from = new GrowingSink[size];
    schedule.round(
        all -> {
          for (int i = 1; i < size; i++) {
            int peer = (me + i) % size;
            from[peer] = all.receive(peer, 0);
          }
          for (int i = 1; i < size; i++) {
            int peer = Math.floorMod(me - i, size);
            all.send(peer, 0, toEach[peer] == null ? null : ByteBuffer.wrap(toEach[peer]));
          }
        });
    schedule.then(
        () -> {
          for (int peer = 0; peer < size; peer++) {
            received[peer] = peer == me ? copy(toEach[me]) : from[peer].bytes();
          }
        });
  }

  static void exchange(
      Exchange all, CollectiveCall call, ByteBuffer[] toEach, ByteBuffer[] fromEach, int phase) {
    int size = call.size();
    for (int i = 0; i < size; i++) {
      int peer = (call.rank() + i) % size;
      all.receive(peer, phase, fromEach[peer]);
    }
    for (int i = 0; i < size; i++) {
      int peer = Math.floorMod(call.rank() - i, size);
      all.send(peer, phase, toEach[peer]);
    }
  }

  static ByteBuffer[] rooms(Elements... parts) {
    ByteBuffer[] rooms = new ByteBuffer[parts.length];
    for (int i = 0; i < parts.length; i++) {
      rooms[i] = parts[i].room();
    }
    return rooms;
  }

  static ByteBuffer[] packed(Elements... parts) {
    ByteBuffer[] packed = new ByteBuffer[parts.length];
    for (int i = 0; i < parts.length; i++) {
      packed[i] = parts[i].packed();
    }
    return packed;
  }

  static void place(Elements[] parts, ByteBuffer[] rooms) {
    for (int i = 0; i < parts.length; i++) {
      parts[i].place(rooms[i]);
    }
  }

  private static byte[] copy(byte[] bytes) {
    return bytes == null ? new byte[0] : bytes.clone();
  }
}
