package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.Op;

/**
 * Reductions over packed bytes in native order, combined from rank 0 upwards on every rank alike.
 */
public final class Reduction {
  /** Above this each rank reduces only its own segment; below, every rank reduces everything. */
  private static final int SMALL = 8 << 10;

  private Reduction() {}

  /** The combination of all contributions, in place, to all ranks. */
  public static void allReduce(CollectiveCall call, ByteBuffer bytes, Op op, Datatype type) {
    if (bytes.remaining() <= SMALL || call.size() == 1) {
      ByteBuffer[] all = rooms(call.size(), bytes.remaining());
      AllGather.run(call, bytes, all);
      fold(all, call.size(), bytes, op, type);
      return;
    }
    segmented(call, bytes, op, type);
  }

  /** The combination of the contributions of all lower ranks, in place; rank 0's bytes stay. */
  public static void exscan(CollectiveCall call, ByteBuffer bytes, Op op, Datatype type) {
    ByteBuffer[] all = rooms(call.size(), bytes.remaining());
    AllGather.run(call, bytes, all);
    if (call.rank() > 0) {
      fold(all, call.rank(), bytes, op, type);
    }
  }

  private static void fold(ByteBuffer[] all, int count, ByteBuffer into, Op op, Datatype type) {
    for (int i = 1; i < count; i++) {
      Reducer.combine(op, type, all[0], all[i]);
    }
    into.duplicate().put(all[0].duplicate());
  }

  /** Segments are exchanged, each reduced by one rank, and gathered: every byte moves twice. */
  private static void segmented(CollectiveCall call, ByteBuffer bytes, Op op, Datatype type) {
    int size = call.size();
    long elements = bytes.remaining() / type.size();
    ByteBuffer[] segments = new ByteBuffer[size];
    for (int i = 0; i < size; i++) {
      int from = (int) (elements * i / size * type.size());
      int to = (int) (elements * (i + 1) / size * type.size());
      segments[i] = bytes.slice(bytes.position() + from, to - from);
    }
    ByteBuffer[] all = rooms(size, segments[call.rank()].remaining());
    Exchange scatter = new Exchange(call);
    for (int i = 0; i < size; i++) {
      scatter.receive(i, 0, all[i]);
    }
    for (int i = 0; i < size; i++) {
      scatter.send((call.rank() + i) % size, 0, segments[(call.rank() + i) % size]);
    }
    scatter.await();
    fold(all, size, segments[call.rank()], op, type);
    Exchange gather = new Exchange(call);
    for (int i = 0; i < size; i++) {
      if (i != call.rank()) {
        gather.receive(i, 1, segments[i]);
      }
    }
    for (int i = 1; i < size; i++) {
      gather.send((call.rank() + i) % size, 1, segments[call.rank()]);
    }
    gather.await();
  }

  private static ByteBuffer[] rooms(int count, int bytes) {
    ByteBuffer[] rooms = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      rooms[i] = ByteBuffer.allocate(bytes);
    }
    return rooms;
  }
}
