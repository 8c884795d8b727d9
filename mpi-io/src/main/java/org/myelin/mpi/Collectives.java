package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import org.myelin.mpi.internal.buffer.Elements;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.collective.AllGather;
import org.myelin.mpi.internal.collective.AllToAll;
import org.myelin.mpi.internal.collective.Barrier;
import org.myelin.mpi.internal.collective.Broadcast;
import org.myelin.mpi.internal.collective.Gather;
import org.myelin.mpi.internal.collective.Reduction;
import org.myelin.mpi.internal.collective.Scatter;
import org.myelin.mpi.internal.collective.Schedule;
import org.myelin.mpi.internal.match.CollectiveKind;

/**
 * The collective operations of a communicator (MPI standard, chapter "Collective Communication") in
 * one of three ways: {@link Intracomm#blocking}, {@link Intracomm#nonblocking} and {@link
 * Intracomm#persistent}. Every rank of the communicator makes the same calls in the same order.
 *
 * <p>Offsets count elements of an array, bytes of a byte buffer; counts and displacements count the
 * datatype and its extents. {@link #IN_PLACE} as a send buffer means that this rank's contribution
 * lies in the receive buffer, where the result goes. Arguments that only the root uses may be null
 * elsewhere.
 *
 * @param <R> what a call gives: {@link Status}, {@link Request} or {@link PersistentRequest}
 */
public final class Collectives<R> {
  /** Given as a send buffer: this rank's contribution is in the receive buffer. */
  public static final Object IN_PLACE = new Object();

  /** One operation with its arguments; the plan is made anew at each start. */
  record Task(
      CollectiveKind kind, Op op, Datatype type, int root, long bytes, Consumer<Schedule> plan) {}

  private final Intracomm comm;
  private final Function<Task, R> way;

  Collectives(Intracomm comm, Function<Task, R> way) {
    this.comm = comm;
    this.way = way;
  }

  /** Ends when all ranks have begun it. */
  public R barrier() {
    return way.apply(new Task(CollectiveKind.BARRIER, null, null, -1, -1, Barrier::plan));
  }

  /** The root's elements to all; equal size on all ranks. */
  public R bcast(Object buffer, long offset, long count, Datatype type, int root) {
    Elements all = new Elements(buffer, offset, count, type);
    return rooted(CollectiveKind.BCAST, root, all.bytes(), s -> Broadcast.plan(s, all, root));
  }

  /** The ranks' elements, equal in size, one behind the other at the root. */
  public R gather(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long receiveCount,
      Datatype receiveType,
      int root) {
    boolean here = comm.rank() == checkRoot(root);
    Elements[] from =
        here
            ? Blocks.equal(comm.size(), receive, receiveOffset, receiveCount, receiveType)
            : new Elements[0];
    Elements mine = contribution(send, sendOffset, sendCount, sendType, here ? from[root] : null);
    return rooted(
        CollectiveKind.GATHER, root, mine.bytes(), s -> Gather.plan(s, mine.packed(), from, root));
  }

  /** As {@link #gather}, of each rank as many elements as the root says, where it says. */
  public R gatherv(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long[] counts,
      long[] displacements,
      Datatype receiveType,
      int root) {
    boolean here = comm.rank() == checkRoot(root);
    Elements[] from =
        here
            ? Blocks.uneven(comm.size(), receive, receiveOffset, counts, displacements, receiveType)
            : new Elements[0];
    Elements mine = contribution(send, sendOffset, sendCount, sendType, here ? from[root] : null);
    return rooted(CollectiveKind.GATHERV, root, -1, s -> Gather.plan(s, mine.packed(), from, root));
  }

  /** Equal parts of the root's elements, one to each rank; IN_PLACE at the root receives none. */
  public R scatter(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long receiveCount,
      Datatype receiveType,
      int root) {
    boolean here = comm.rank() == checkRoot(root);
    Elements[] to =
        here ? Blocks.equal(comm.size(), send, sendOffset, sendCount, sendType) : new Elements[0];
    Elements mine =
        inPlace(receive) ? null : new Elements(receive, receiveOffset, receiveCount, receiveType);
    long bytes = mine == null ? to[root].bytes() : mine.bytes();
    return rooted(CollectiveKind.SCATTER, root, bytes, s -> Scatter.plan(s, to, mine, root));
  }

  /** As {@link #scatter}, to each rank as many elements as the root says, from where it says. */
  public R scatterv(
      Object send,
      long sendOffset,
      long[] counts,
      long[] displacements,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long receiveCount,
      Datatype receiveType,
      int root) {
    boolean here = comm.rank() == checkRoot(root);
    Elements[] to =
        here
            ? Blocks.uneven(comm.size(), send, sendOffset, counts, displacements, sendType)
            : new Elements[0];
    Elements mine =
        inPlace(receive) ? null : new Elements(receive, receiveOffset, receiveCount, receiveType);
    return rooted(CollectiveKind.SCATTERV, root, -1, s -> Scatter.plan(s, to, mine, root));
  }

  /** The ranks' elements, equal in size, one behind the other on all ranks. */
  public R allGather(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long receiveCount,
      Datatype receiveType) {
    Elements[] from = Blocks.equal(comm.size(), receive, receiveOffset, receiveCount, receiveType);
    boolean inPlace = inPlace(send);
    Elements mine = contribution(send, sendOffset, sendCount, sendType, from[comm.rank()]);
    return way.apply(
        new Task(
            CollectiveKind.ALL_GATHER,
            null,
            null,
            -1,
            mine.bytes(),
            s -> AllGather.plan(s, inPlace ? mine.copy() : mine.packed(), from)));
  }

  /** As {@link #allGather}, of each rank as many elements as are said, where they are said. */
  public R allGatherv(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long[] counts,
      long[] displacements,
      Datatype receiveType) {
    Elements[] from =
        Blocks.uneven(comm.size(), receive, receiveOffset, counts, displacements, receiveType);
    boolean inPlace = inPlace(send);
    Elements mine = contribution(send, sendOffset, sendCount, sendType, from[comm.rank()]);
    return unrooted(
        CollectiveKind.ALL_GATHERV,
        s -> AllGather.plan(s, inPlace ? mine.copy() : mine.packed(), from));
  }

  /** Equal parts, one to each rank; what they send, by rank. */
  public R allToAll(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long receiveCount,
      Datatype receiveType) {
    Elements[] from = Blocks.equal(comm.size(), receive, receiveOffset, receiveCount, receiveType);
    Elements[] to =
        inPlace(send) ? null : Blocks.equal(comm.size(), send, sendOffset, sendCount, sendType);
    return way.apply(
        new Task(CollectiveKind.ALL_TO_ALL, null, null, -1, from[0].bytes(), all(to, from)));
  }

  /** As {@link #allToAll}, with counts and displacements of their own for each rank. */
  public R allToAllv(
      Object send,
      long sendOffset,
      long[] sendCounts,
      long[] sendDisplacements,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long[] receiveCounts,
      long[] receiveDisplacements,
      Datatype receiveType) {
    Elements[] from =
        Blocks.uneven(
            comm.size(), receive, receiveOffset, receiveCounts, receiveDisplacements, receiveType);
    Elements[] to =
        inPlace(send)
            ? null
            : Blocks.uneven(comm.size(), send, sendOffset, sendCounts, sendDisplacements, sendType);
    return unrooted(CollectiveKind.ALL_TO_ALLV, all(to, from));
  }

  /**
   * As {@link #allToAll}, with counts, types and offsets of their own for each rank. Offsets count
   * elements of an array, bytes of a byte buffer.
   */
  public R allToAllw(
      Object send,
      long[] sendCounts,
      long[] sendOffsets,
      Datatype[] sendTypes,
      Object receive,
      long[] receiveCounts,
      long[] receiveOffsets,
      Datatype[] receiveTypes) {
    Elements[] from =
        Blocks.mixed(comm.size(), receive, receiveCounts, receiveOffsets, receiveTypes);
    Elements[] to =
        inPlace(send) ? null : Blocks.mixed(comm.size(), send, sendCounts, sendOffsets, sendTypes);
    return unrooted(CollectiveKind.ALL_TO_ALLW, all(to, from));
  }

  /** The combination of the ranks' elements, one by one, at the root. */
  public R reduce(
      Object send,
      long sendOffset,
      Object receive,
      long receiveOffset,
      long count,
      Datatype type,
      Op op,
      int root) {
    boolean here = comm.rank() == checkRoot(root);
    Elements result = here ? new Elements(receive, receiveOffset, count, type) : null;
    Elements mine = contribution(send, sendOffset, count, type, result);
    return reduced(
        CollectiveKind.REDUCE,
        op,
        type,
        root,
        mine,
        here ? result : null,
        (reduction, bytes) -> reduction.reduce(bytes, root));
  }

  /** The combination of the ranks' elements, one by one, on all ranks. */
  public R allReduce(
      Object send,
      long sendOffset,
      Object receive,
      long receiveOffset,
      long count,
      Datatype type,
      Op op) {
    Elements result = new Elements(receive, receiveOffset, count, type);
    Elements mine = contribution(send, sendOffset, count, type, result);
    return reduced(CollectiveKind.ALL_REDUCE, op, type, -1, mine, result, Reduction::allReduce);
  }

  /** The combination of the elements of this rank and all lower ones. */
  public R scan(
      Object send,
      long sendOffset,
      Object receive,
      long receiveOffset,
      long count,
      Datatype type,
      Op op) {
    Elements result = new Elements(receive, receiveOffset, count, type);
    Elements mine = contribution(send, sendOffset, count, type, result);
    return reduced(CollectiveKind.SCAN, op, type, -1, mine, result, Reduction::scan);
  }

  /** The combination of the elements of all lower ranks; rank 0's receive buffer stays. */
  public R exscan(
      Object send,
      long sendOffset,
      Object receive,
      long receiveOffset,
      long count,
      Datatype type,
      Op op) {
    Elements result = new Elements(receive, receiveOffset, count, type);
    Elements mine = contribution(send, sendOffset, count, type, result);
    return reduced(
        CollectiveKind.EXSCAN,
        op,
        type,
        -1,
        mine,
        comm.rank() == 0 ? null : result,
        Reduction::exscan);
  }

  /** The combination is dealt out: {@code counts[r]} elements of it to rank r, in order. */
  public R reduceScatter(
      Object send,
      long sendOffset,
      Object receive,
      long receiveOffset,
      long[] counts,
      Datatype type,
      Op op) {
    return dealt(
        CollectiveKind.REDUCE_SCATTER, send, sendOffset, receive, receiveOffset, counts, type, op);
  }

  /** The combination is dealt out: {@code count} elements of it to each rank, in order. */
  public R reduceScatterBlock(
      Object send,
      long sendOffset,
      Object receive,
      long receiveOffset,
      long count,
      Datatype type,
      Op op) {
    long[] counts = new long[comm.size()];
    Arrays.fill(counts, count);
    return dealt(
        CollectiveKind.REDUCE_SCATTER_BLOCK,
        send,
        sendOffset,
        receive,
        receiveOffset,
        counts,
        type,
        op);
  }

  private R dealt(
      CollectiveKind kind,
      Object send,
      long sendOffset,
      Object receive,
      long receiveOffset,
      long[] counts,
      Datatype type,
      Op op) {
    Blocks.checkLength("counts", counts.length, comm.size());
    long total = Arrays.stream(counts).reduce(0, Math::addExact);
    long own = counts[comm.rank()];
    boolean inPlace = inPlace(send);
    Elements all =
        inPlace
            ? new Elements(receive, receiveOffset, total, type)
            : new Elements(send, sendOffset, total, type);
    Elements result = new Elements(receive, receiveOffset, own, type);
    Datatype unit = unit(op, type);
    Consumer<Schedule> plan =
        s -> {
          ByteBuffer copy = all.copy();
          ByteBuffer[] segments = new ByteBuffer[counts.length];
          int at = 0;
          for (int i = 0; i < segments.length; i++) {
            segments[i] = copy.slice(at, (int) (counts[i] * type.size()));
            at += segments[i].capacity();
          }
          new Reduction(s, op, unit).reduceEach(segments);
          s.then(() -> result.store(segments[comm.rank()]));
        };
    return way.apply(new Task(kind, op, unit, -1, all.bytes(), plan));
  }

  /** What is combined as one: a user's function gets the type that the user gave. */
  private static Datatype unit(Op op, Datatype type) {
    return op.function() == null ? UserBuffer.elementType(type) : type;
  }

  @FunctionalInterface
  private interface Reducing {
    void plan(Reduction reduction, ByteBuffer bytes);
  }

  private R reduced(
      CollectiveKind kind,
      Op op,
      Datatype type,
      int root,
      Elements mine,
      Elements result,
      Reducing how) {
    Datatype unit = unit(op, type);
    Consumer<Schedule> plan =
        s -> {
          ByteBuffer bytes = mine.copy();
          how.plan(new Reduction(s, op, unit), bytes);
          if (result != null) {
            s.then(() -> result.store(bytes));
          }
        };
    return way.apply(new Task(kind, op, unit, root, mine.bytes(), plan));
  }

  /** {@code to} null: what is received replaces what was sent. */
  private static Consumer<Schedule> all(Elements[] to, Elements[] from) {
    return to == null ? s -> AllToAll.inPlace(s, from) : s -> AllToAll.plan(s, to, from);
  }

  private R rooted(CollectiveKind kind, int root, long bytes, Consumer<Schedule> plan) {
    return way.apply(new Task(kind, null, null, checkRoot(root), bytes, plan));
  }

  private R unrooted(CollectiveKind kind, Consumer<Schedule> plan) {
    return way.apply(new Task(kind, null, null, -1, -1, plan));
  }

  /** What this rank gives: from the send buffer, or with IN_PLACE from the receive buffer. */
  private static Elements contribution(
      Object send, long offset, long count, Datatype type, Elements inPlace) {
    if (!inPlace(send)) {
      return new Elements(send, offset, count, type);
    }
    if (inPlace == null) {
      throw new IllegalArgumentException("IN_PLACE as the send buffer is for the root only");
    }
    return inPlace;
  }

  private static boolean inPlace(Object buffer) {
    return buffer == IN_PLACE;
  }

  private int checkRoot(int root) {
    if (root < 0 || root >= comm.size()) {
      throw new IllegalArgumentException(
          String.format(
              "root %d is not in %s, which has ranks 0 to %d", root, comm.name(), comm.size() - 1));
    }
    return root;
  }
}
