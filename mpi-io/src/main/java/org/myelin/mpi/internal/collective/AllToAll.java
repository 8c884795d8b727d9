package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.match.GrowingSink;

/**
 * Something from each rank to each, all at once, each rank beginning with its neighbour. Nothing is
 * a message too: it shows that the other rank made the same call.
 */
public final class AllToAll {
  private AllToAll() {}

  /** Both sides know the lengths; null is nothing. */
  public static void run(CollectiveCall call, ByteBuffer[] toEach, ByteBuffer[] fromEach) {
    int size = call.size();
    int me = call.rank();
    Exchange all = new Exchange(call);
    for (int i = 0; i < size; i++) {
      int peer = (me + i) % size;
      all.receive(peer, 0, fromEach[peer]);
    }
    for (int i = 0; i < size; i++) {
      int peer = Math.floorMod(me - i, size);
      all.send(peer, 0, toEach[peer]);
    }
    all.await();
  }

  /** The receivers do not know the lengths. */
  public static byte[][] bytes(CollectiveCall call, byte[][] toEach) {
    int size = call.size();
    int me = call.rank();
    Exchange all = new Exchange(call);
    GrowingSink[] from = new GrowingSink[size];
    for (int i = 1; i < size; i++) {
      int peer = (me + i) % size;
      from[peer] = all.receive(peer, 0);
    }
    for (int i = 1; i < size; i++) {
      int peer = Math.floorMod(me - i, size);
      all.send(peer, 0, wrap(toEach[peer]));
    }
    all.await();
    byte[][] received = new byte[size][];
    for (int peer = 0; peer < size; peer++) {
      received[peer] = peer == me ? copy(toEach[me]) : from[peer].bytes();
    }
    return received;
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static byte[] copy(byte[] bytes) {
    return bytes == null ? new byte[0] : bytes.clone();
  }
}
