package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.collective.AllGather;
import org.myelin.mpi.internal.collective.AllToAll;
import org.myelin.mpi.internal.collective.Barrier;
import org.myelin.mpi.internal.collective.Broadcast;
import org.myelin.mpi.internal.collective.CollectiveCall;
import org.myelin.mpi.internal.collective.Gather;
import org.myelin.mpi.internal.collective.Reduction;
import org.myelin.mpi.internal.collective.Splitting;
import org.myelin.mpi.internal.datatype.Primitive;
import org.myelin.mpi.internal.match.CollectiveContext;
import org.myelin.mpi.internal.match.CollectiveKind;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.spi.Signature;

/**
 * A communicator with collective operations (MPI standard, chapter "Collective Communication").
 * Every rank of the group makes the same collective calls in the same order, one at a time; when
 * ranks call different things, each gets a {@link CollectiveMismatchException} instead of waiting.
 * Collective calls may synchronise. Reductions combine from rank 0 upwards, so results do not
 * depend on timing.
 *
 * <pre>{@code
 * long mine = rows.length;
 * long first = world.exscan(mine, Op.SUM);       // rows of all lower ranks
 * long total = world.allReduce(mine, Op.SUM);
 * }</pre>
 */
public final class Intracomm extends Comm implements AutoCloseable {
  private final CollectiveContext collective;
  private long calls;

  Intracomm(Engine engine, int[] group, int context, String name) {
    super(engine, group, group, context, name);
    collective = engine.collective(context + 1, group, name);
  }

  /** A communicator of this rank alone that needs no launch; a new one at each call. */
  public static Intracomm self() {
    return Comm.self();
  }

  /** A communicator with the same ranks and its own traffic. Collective. */
  public Intracomm dup() {
    CollectiveCall call = begin(CollectiveKind.DUP);
    int number = Splitting.agreeOnContext(call, engine.nextContext());
    return withAttributesFor(new Intracomm(engine, group.clone(), number, "dup of " + name()));
  }

  /**
   * Communicators of the ranks that give the same {@code color}, ordered by {@code key}, then by
   * rank. Collective. A rank with a negative color gets null.
   */
  public Intracomm split(int color, int key) {
    CollectiveCall call = begin(CollectiveKind.SPLIT);
    int[] members = Splitting.members(call, color, key);
    int number = Splitting.agreeOnContext(call, engine.nextContext());
    if (color < 0) {
      return null;
    }
    int[] world = Arrays.stream(members).map(member -> group[member]).toArray();
    return new Intracomm(engine, world, number, "color " + color + " of " + name());
  }

  /** Returns when all ranks have called it. */
  public void barrier() {
    Barrier.run(begin(CollectiveKind.BARRIER));
  }

  /** The root's bytes, whose length only the root knows; others may pass null. */
  public byte[] bcastBytes(byte[] mineAtRoot, int root) {
    CollectiveCall call = begin(CollectiveKind.BCAST_BYTES, null, null, checkRoot(root), -1);
    return Broadcast.bytes(call, mineAtRoot, root);
  }

  /** The bytes of every rank, by rank; lengths may differ. */
  public byte[][] allGatherBytes(byte[] mine) {
    return AllGather.bytes(begin(CollectiveKind.ALL_GATHER_BYTES), mine);
  }

  /** Sends {@code toEach[r]} to rank r and returns what each rank sent here; null is nothing. */
  public byte[][] allToAllBytes(byte[][] toEach) {
    checkLength("toEach", toEach.length);
    return AllToAll.bytes(begin(CollectiveKind.ALL_TO_ALL_BYTES), toEach);
  }

  /** One number of each rank, by rank. */
  public long[] allGather(long mine) {
    return AllGather.longs(
        begin(CollectiveKind.ALL_GATHER, null, Datatype.LONG, -1, Long.BYTES), mine);
  }

  /** The combination of one number of each rank. */
  public long allReduce(long value, Op op) {
    long[] result = new long[1];
    allReduce(new long[] {value}, result, op);
    return result[0];
  }

  /**
   * The combination of the numbers of all lower ranks. Rank 0, which has none, gets 0 (the standard
   * leaves it undefined).
   */
  public long exscan(long value, Op op) {
    long[] result = new long[1];
    exscan(new long[] {value}, result, op);
    return rank() == 0 ? 0 : result[0];
  }

  /**
   * Sends what is left in {@code toEach[r]} to rank r and fills what is left in {@code fromEach[r]}
   * with what rank r sends. Null or empty is nothing; both sides know the sizes. Positions do not
   * move. This rank's own piece is copied.
   */
  public void allToAllv(ByteBuffer[] toEach, ByteBuffer[] fromEach) {
    checkLength("toEach", toEach.length);
    checkLength("fromEach", fromEach.length);
    AllToAll.run(begin(CollectiveKind.ALL_TO_ALLV), toEach, fromEach);
  }

  /** The root's buffer to all; equal size on all ranks. */
  public void bcast(Object buffer, int root) {
    bcast(buffer, 0, Whole.count(buffer), Whole.type(buffer), root);
  }

  /** {@code count} of {@code type} at {@code offset} from the root to all. */
  public void bcast(Object buffer, long offset, long count, Datatype type, int root) {
    long bytes = UserBuffer.bytes(buffer, offset, count, type);
    CollectiveCall call = begin(CollectiveKind.BCAST, null, null, checkRoot(root), bytes);
    ByteBuffer packed = UserBuffer.pack(buffer, offset, count, type);
    Broadcast.run(call, packed, root);
    if (rank() != root) {
      UserBuffer.unpack(packed, buffer, offset, count, type);
    }
  }

  /** The ranks' buffers, equal in size, one behind the other in the root's {@code all}. */
  public void gather(Object mine, Object all, int root) {
    ByteBuffer packed = pack(mine);
    CollectiveCall call =
        begin(CollectiveKind.GATHER, null, null, checkRoot(root), packed.remaining());
    boolean here = rank() == root;
    ByteBuffer received = room(here ? (long) packed.remaining() * size() : 0);
    ByteBuffer[] parts = here ? equalParts(received, packed.remaining()) : null;
    checkRoom(all, received.capacity());
    Gather.run(call, packed, parts, root);
    if (here) {
      unpack(received, all);
    }
  }

  /**
   * The ranks' buffers, of sizes that the root knows, to the root: {@code counts[r]} elements of
   * rank r at element {@code displacements[r]} of {@code all}. The last three are used at the root
   * only.
   */
  public void gatherv(Object mine, Object all, long[] counts, long[] displacements, int root) {
    CollectiveCall call = begin(CollectiveKind.GATHERV, null, null, checkRoot(root), -1);
    boolean here = rank() == root;
    ByteBuffer[] parts = here ? rooms(all, counts) : null;
    Gather.run(call, pack(mine), parts, root);
    if (here) {
      unpackEach(parts, all, counts, displacements);
    }
  }

  /** The ranks' buffers, equal in size, one behind the other in everybody's {@code all}. */
  public void allGather(Object mine, Object all) {
    ByteBuffer packed = pack(mine);
    CollectiveCall call = begin(CollectiveKind.ALL_GATHER, null, null, -1, packed.remaining());
    ByteBuffer received = room((long) packed.remaining() * size());
    checkRoom(all, received.capacity());
    AllGather.run(call, packed, equalParts(received, packed.remaining()));
    unpack(received, all);
  }

  /** As {@link #gatherv}, to all ranks. */
  public void allGatherv(Object mine, Object all, long[] counts, long[] displacements) {
    CollectiveCall call = begin(CollectiveKind.ALL_GATHERV);
    ByteBuffer[] parts = rooms(all, counts);
    AllGather.run(call, pack(mine), parts);
    unpackEach(parts, all, counts, displacements);
  }

  /**
   * Equal parts of {@code toAll}, one to each rank; what they send, by rank, in {@code fromAll}.
   */
  public void allToAll(Object toAll, Object fromAll) {
    ByteBuffer packed = pack(toAll);
    if (packed.remaining() % size() != 0) {
      throw new IllegalArgumentException(
          packed.remaining() + " bytes cannot be dealt out evenly to " + size() + " ranks");
    }
    int each = packed.remaining() / size();
    CollectiveCall call = begin(CollectiveKind.ALL_TO_ALL, null, null, -1, each);
    ByteBuffer received = room(packed.remaining());
    checkRoom(fromAll, received.capacity());
    AllToAll.run(call, equalParts(packed, each), equalParts(received, each));
    unpack(received, fromAll);
  }

  /** Parts of {@code toAll} by counts and displacements in elements, likewise received. */
  public void allToAllv(
      Object toAll,
      long[] sendCounts,
      long[] sendDisplacements,
      Object fromAll,
      long[] receiveCounts,
      long[] receiveDisplacements) {
    checkLength("sendCounts", sendCounts.length);
    checkLength("sendDisplacements", sendDisplacements.length);
    ByteBuffer[] parts = new ByteBuffer[size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = UserBuffer.pack(toAll, sendDisplacements[i], sendCounts[i], Whole.type(toAll));
    }
    ByteBuffer[] rooms = rooms(fromAll, receiveCounts);
    AllToAll.run(begin(CollectiveKind.ALL_TO_ALLV), parts, rooms);
    unpackEach(rooms, fromAll, receiveCounts, receiveDisplacements);
  }

  /** The combination of the ranks' arrays, element by element, in everybody's {@code result}. */
  public void allReduce(Object mine, Object result, Op op) {
    allReduce(mine, 0, result, 0, Whole.count(mine), Whole.type(mine), op);
  }

  /**
   * As above, over {@code count} of {@code type} at offsets in both buffers, which may be the same.
   */
  public void allReduce(
      Object mine, long offset, Object result, long at, long count, Datatype type, Op op) {
    Datatype element = UserBuffer.elementType(type);
    ByteBuffer packed = UserBuffer.pack(mine, offset, count, type);
    UserBuffer.bytes(result, at, count, type);
    CollectiveCall call = begin(CollectiveKind.ALL_REDUCE, op, element, -1, packed.remaining());
    Reduction.allReduce(call, packed, op, element);
    UserBuffer.unpack(packed, result, at, count, type);
  }

  /** The combination of the arrays of all lower ranks; rank 0's {@code result} stays as it is. */
  public void exscan(Object mine, Object result, Op op) {
    exscan(mine, 0, result, 0, Whole.count(mine), Whole.type(mine), op);
  }

  /**
   * As above, over {@code count} of {@code type} at offsets in both buffers, which may be the same.
   */
  public void exscan(
      Object mine, long offset, Object result, long at, long count, Datatype type, Op op) {
    Datatype element = UserBuffer.elementType(type);
    ByteBuffer packed = UserBuffer.pack(mine, offset, count, type);
    UserBuffer.bytes(result, at, count, type);
    CollectiveCall call = begin(CollectiveKind.EXSCAN, op, element, -1, packed.remaining());
    Reduction.exscan(call, packed, op, element);
    if (rank() > 0) {
      UserBuffer.unpack(packed, result, at, count, type);
    }
  }

  private CollectiveCall begin(CollectiveKind kind) {
    return begin(kind, null, null, -1, -1);
  }

  private CollectiveCall begin(CollectiveKind kind, Op op, Datatype type, int root, long bytes) {
    open();
    int element = type == null ? 0 : Primitive.of(type).ordinal() + 1;
    int code = op == null ? 0 : op.code();
    Signature signature =
        new Signature(calls++, (byte) kind.ordinal(), (byte) code, (byte) element, root, bytes);
    return new CollectiveCall(engine, collective, context + 1, group, rank(), name(), signature);
  }

  private int checkRoot(int root) {
    if (root < 0 || root >= size()) {
      throw new IllegalArgumentException(
          "root " + root + " is not in " + name() + ", which has ranks 0 to " + (size() - 1));
    }
    return root;
  }

  private void checkLength(String what, int found) {
    if (found != size()) {
      throw new IllegalArgumentException(
          what + " must have one entry for each of " + size() + " ranks, found " + found);
    }
  }

  private static ByteBuffer pack(Object buffer) {
    return UserBuffer.pack(buffer, 0, Whole.count(buffer), Whole.type(buffer));
  }

  private static void unpack(ByteBuffer packed, Object buffer) {
    UserBuffer.unpack(
        packed, buffer, 0, packed.remaining() / Whole.type(buffer).size(), Whole.type(buffer));
  }

  private static ByteBuffer room(long bytes) {
    return ByteBuffer.allocate(Math.toIntExact(bytes));
  }

  private static void checkRoom(Object buffer, long bytes) {
    if (bytes > 0 && Whole.count(buffer) * Whole.type(buffer).size() < bytes) {
      throw new IllegalArgumentException(
          "the receive buffer holds "
              + Whole.count(buffer) * Whole.type(buffer).size()
              + " bytes, "
              + bytes
              + " are received");
    }
  }

  private ByteBuffer[] rooms(Object buffer, long[] counts) {
    checkLength("counts", counts.length);
    ByteBuffer[] rooms = new ByteBuffer[counts.length];
    for (int i = 0; i < rooms.length; i++) {
      rooms[i] = room(Math.multiplyExact(counts[i], Whole.type(buffer).size()));
    }
    return rooms;
  }

  private ByteBuffer[] equalParts(ByteBuffer whole, int each) {
    ByteBuffer[] parts = new ByteBuffer[size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = whole.slice(i * each, each);
    }
    return parts;
  }

  private void unpackEach(ByteBuffer[] parts, Object buffer, long[] counts, long[] displacements) {
    checkLength("displacements", displacements.length);
    for (int i = 0; i < parts.length; i++) {
      UserBuffer.unpack(parts[i], buffer, displacements[i], counts[i], Whole.type(buffer));
    }
  }
}
