package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.Op;

/**
 * Reductions over packed bytes in native order, combined from rank 0 upwards on every rank alike.
 * Each works in place on bytes that belong to the call.
 */
public final class Reduction {
  /** Above this each rank reduces only its own segment; below, every rank reduces everything. */
  private static final int SMALL = 8 << 10;

  private final Schedule schedule;
  private final CollectiveCall call;
  private final Op op;
  private final Datatype type;

  /** Reductions of {@code type} elements. */
  public Reduction(Schedule schedule, Op op, Datatype type) {
    this.schedule = schedule;
    call = schedule.call();
    this.op = op;
    this.type = type;
  }

  /** The combination of all contributions, to all ranks. */
  public void allReduce(ByteBuffer bytes) {
    if (bytes.remaining() <= SMALL || call.size() == 1) {
      prefix(bytes, call.size());
      return;
    }
    ByteBuffer[] segments = segments(bytes);
    reduceEach(segments);
    schedule.round(
        gather -> {
          int me = call.rank();
          for (int i = 0; i < segments.length; i++) {
            if (i != me) {
              gather.receive(i, 1, segments[i]);
            }
          }
          for (int i = 1; i < segments.length; i++) {
            gather.send((me + i) % segments.length, 1, segments[me]);
          }
        });
  }

  /** The combination of all contributions, to the root; the others' bytes are used up. */
  public void reduce(ByteBuffer bytes, int root) {
    if (bytes.remaining() <= SMALL) {
      boolean here = call.rank() == root;
      ByteBuffer[] all = here ? rooms(call.size(), bytes.remaining()) : null;
      Gather.plan(schedule, bytes, all, root);
      if (here) {
        schedule.then(() -> fold(all, call.size(), bytes));
      }
      return;
    }
    ByteBuffer[] segments = segments(bytes);
    reduceEach(segments);
    schedule.round(
        gather -> {
          if (call.rank() != root) {
            gather.send(root, 1, segments[call.rank()]);
            return;
          }
          for (int i = 0; i < segments.length; i++) {
            if (i != root) {
              gather.receive(i, 1, segments[i]);
            }
          }
        });
    Barrier.plan(schedule);
  }

  /** Each rank's segment of the combination, in place; segments may differ in length. */
  public void reduceEach(ByteBuffer[] segments) {
    ByteBuffer mine = segments[call.rank()];
    ByteBuffer[] all = rooms(segments.length, mine.remaining());
    AllToAll.plan(schedule, segments, all);
    schedule.then(() -> fold(all, all.length, mine));
  }

  /** The combination of the contributions of this rank and all lower ones. */
  public void scan(ByteBuffer bytes) {
    prefix(bytes, call.rank() + 1);
  }

  /** The combination of the contributions of all lower ranks; rank 0's bytes stay. */
  public void exscan(ByteBuffer bytes) {
    prefix(bytes, call.rank());
  }

  private void prefix(ByteBuffer bytes, int ranks) {
    ByteBuffer[] all = rooms(call.size(), bytes.remaining());
    AllGather.plan(schedule, bytes, all);
    if (ranks > 0) {
      schedule.then(() -> fold(all, ranks, bytes));
    }
  }

  private void fold(ByteBuffer[] all, int count, ByteBuffer into) {
    for (int i = 1; i < count; i++) {
      Reducer.combine(op, type, all[0], all[i]);
    }
    into.duplicate().put(all[0].duplicate());
  }

  /** Whole elements, dealt out evenly. */
  private ByteBuffer[] segments(ByteBuffer bytes) {
    int size = call.size();
    long elements = bytes.remaining() / type.size();
    ByteBuffer[] segments = new ByteBuffer[size];
    for (int i = 0; i < size; i++) {
      int from = (int) (elements * i / size * type.size());
      int to = (int) (elements * (i + 1) / size * type.size());
      segments[i] = bytes.slice(bytes.position() + from, to - from);
    }
    return segments;
  }

  private static ByteBuffer[] rooms(int count, int bytes) {
    ByteBuffer[] rooms = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      rooms[i] = ByteBuffer.allocate(bytes);
    }
    return rooms;
  }
}
