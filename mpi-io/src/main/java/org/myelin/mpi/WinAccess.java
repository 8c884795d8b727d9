package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.datatype.Primitive;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.rma.RmaOperation;
import org.myelin.mpi.internal.rma.Window;

/** The accesses of a window; the public face is {@link Win}. */
abstract class WinAccess {
  final Intracomm comm;
  final Window window;

  /** Bytes that a displacement counts, by rank. */
  private final long[] units;

  WinAccess(Intracomm comm, Window window, long[] units) {
    this.comm = comm;
    this.window = window;
    this.units = units;
  }

  /** Throws when a rank may not be accessed now. */
  abstract void checkAccess(int target, String what);

  /** Stores a whole array or what a byte buffer has left at {@code displacement}. */
  public void put(Object origin, int target, long displacement) {
    long count = Whole.count(origin);
    put(origin, 0, count, Whole.type(origin), target, displacement, count, Whole.type(origin));
  }

  /**
   * Stores {@code count} of {@code type} from element (byte buffer: byte) {@code offset} into the
   * target's window.
   */
  public void put(
      Object origin,
      long offset,
      long count,
      Datatype type,
      int target,
      long displacement,
      long targetCount,
      Datatype targetType) {
    rput(origin, offset, count, type, target, displacement, targetCount, targetType);
  }

  /** As {@link #put}; the request ends when the data is in the window. */
  public Request rput(
      Object origin,
      long offset,
      long count,
      Datatype type,
      int target,
      long displacement,
      long targetCount,
      Datatype targetType) {
    if (none(target, "put")) {
      return Request.completed(Status.ofBytes(0));
    }
    ByteBuffer data = UserBuffer.pack(origin, offset, count, type);
    sameSize(data.remaining(), targetCount, targetType);
    return request(
        "put",
        target,
        () -> window.put(world(target), at(target, displacement), targetCount, targetType, data));
  }

  /** Reads into a whole array or what a byte buffer has left. */
  public void get(Object result, int target, long displacement) {
    long count = Whole.count(result);
    get(result, 0, count, Whole.type(result), target, displacement, count, Whole.type(result));
  }

  /** Reads from the target's window; the result is there after the next synchronisation. */
  public void get(
      Object result,
      long offset,
      long count,
      Datatype type,
      int target,
      long displacement,
      long targetCount,
      Datatype targetType) {
    rget(result, offset, count, type, target, displacement, targetCount, targetType);
  }

  /** As {@link #get}; the request ends when the result is there. */
  public Request rget(
      Object result,
      long offset,
      long count,
      Datatype type,
      int target,
      long displacement,
      long targetCount,
      Datatype targetType) {
    if (none(target, "get")) {
      return Request.completed(Status.ofBytes(0));
    }
    ByteBuffer room = room(result, offset, count, type);
    sameSize(room.capacity(), targetCount, targetType);
    Runnable unpack = () -> UserBuffer.unpack(room.clear(), result, offset, count, type);
    return request(
        "get",
        target,
        () ->
            window.get(
                world(target), at(target, displacement), targetCount, targetType, room, unpack));
  }

  /** Combines a whole array with what is at {@code displacement}. */
  public void accumulate(Object origin, int target, long displacement, Op op) {
    long count = Whole.count(origin);
    Datatype type = Whole.type(origin);
    accumulate(origin, 0, count, type, target, displacement, count, type, op);
  }

  /**
   * Combines elements with those in the target's window, each atomically: target = target op
   * origin.
   *
   * @param op a predefined operation or {@link Op#REPLACE}
   */
  public void accumulate(
      Object origin,
      long offset,
      long count,
      Datatype type,
      int target,
      long displacement,
      long targetCount,
      Datatype targetType,
      Op op) {
    raccumulate(origin, offset, count, type, target, displacement, targetCount, targetType, op);
  }

  /** As {@link #accumulate}, with a request. */
  public Request raccumulate(
      Object origin,
      long offset,
      long count,
      Datatype type,
      int target,
      long displacement,
      long targetCount,
      Datatype targetType,
      Op op) {
    if (none(target, "accumulate")) {
      return Request.completed(Status.ofBytes(0));
    }
    ByteBuffer data = UserBuffer.pack(origin, offset, count, type);
    sameSize(data.remaining(), targetCount, targetType);
    long base = at(target, displacement);
    return request(
        "accumulate",
        target,
        () ->
            window.accumulate(world(target), base, targetCount, targetType, data, op, null, null));
  }

  /** As {@link #accumulate}, and gives what was there; with {@link Op#NO_OP} it only reads. */
  public void getAccumulate(
      Object origin,
      long offset,
      long count,
      Datatype type,
      Object result,
      long resultOffset,
      long resultCount,
      Datatype resultType,
      int target,
      long displacement,
      long targetCount,
      Datatype targetType,
      Op op) {
    rgetAccumulate(
        origin,
        offset,
        count,
        type,
        result,
        resultOffset,
        resultCount,
        resultType,
        target,
        displacement,
        targetCount,
        targetType,
        op);
  }

  /** As {@link #getAccumulate}, with a request. */
  public Request rgetAccumulate(
      Object origin,
      long offset,
      long count,
      Datatype type,
      Object result,
      long resultOffset,
      long resultCount,
      Datatype resultType,
      int target,
      long displacement,
      long targetCount,
      Datatype targetType,
      Op op) {
    if (none(target, "getAccumulate")) {
      return Request.completed(Status.ofBytes(0));
    }
    ByteBuffer room = room(result, resultOffset, resultCount, resultType);
    sameSize(room.capacity(), targetCount, targetType);
    ByteBuffer data =
        op == Op.NO_OP
            ? ByteBuffer.allocate(room.capacity())
            : UserBuffer.pack(origin, offset, count, type);
    sameSize(data.remaining(), targetCount, targetType);
    Runnable unpack =
        () -> UserBuffer.unpack(room.clear(), result, resultOffset, resultCount, resultType);
    long base = at(target, displacement);
    return request(
        "getAccumulate",
        target,
        () ->
            window.accumulate(
                world(target), base, targetCount, targetType, data, op, room, unpack));
  }

  /** {@link #getAccumulate} of one element: {@code value} and {@code result} are arrays. */
  public void fetchAndOp(
      Object value, Object result, Datatype type, int target, long displacement, Op op) {
    getAccumulate(value, 0, 1, type, result, 0, 1, type, target, displacement, 1, type, op);
  }

  /**
   * Stores the one element of {@code value} if what is there equals that of {@code compare}; gives
   * what was there.
   *
   * @param type a predefined one of at most 8 bytes
   */
  public void compareAndSwap(
      Object value, Object compare, Object result, Datatype type, int target, long displacement) {
    if (none(target, "compareAndSwap")) {
      return;
    }
    if (Primitive.of(type) == null || type.size() > Long.BYTES) {
      throw new MpiException(
          ErrorClass.TYPE,
          comm.rank(),
          "compareAndSwap needs one predefined element of at most 8 bytes, found " + type);
    }
    ByteBuffer both = ByteBuffer.allocate(2 * (int) type.size());
    both.put(UserBuffer.pack(compare, 0, 1, type)).put(UserBuffer.pack(value, 0, 1, type)).flip();
    ByteBuffer room = room(result, 0, 1, type);
    Runnable unpack = () -> UserBuffer.unpack(room.clear(), result, 0, 1, type);
    request(
        "compareAndSwap",
        target,
        () ->
            window.compareAndSwap(
                world(target), at(target, displacement), type, both, room, unpack));
  }

  /** World rank of a member. */
  final int world(int member) {
    if (member < 0 || member >= comm.size()) {
      throw new IllegalArgumentException(
          "rank " + member + " is not in " + comm.name() + " of " + comm.size() + " ranks");
    }
    return comm.group[member];
  }

  private boolean none(int target, String what) {
    if (target == Comm.PROC_NULL) {
      return true;
    }
    world(target);
    checkAccess(target, what);
    return false;
  }

  private long at(int target, long displacement) {
    return Math.multiplyExact(displacement, units[target]);
  }

  private Request request(String what, int target, Supplier<RmaOperation> starter) {
    Call call = new Call(() -> what + "(target " + target + ") on " + comm.name(), null);
    return new Request(comm, starter.get(), call);
  }

  private static ByteBuffer room(Object result, long offset, long count, Datatype type) {
    return ByteBuffer.allocate(Math.toIntExact(UserBuffer.bytes(result, offset, count, type)));
  }

  private static void sameSize(long bytes, long targetCount, Datatype targetType) {
    long there = Math.multiplyExact(targetCount, targetType.size());
    if (bytes != there) {
      throw new IllegalArgumentException(
          bytes + " bytes here and " + there + " bytes at the target");
    }
  }
}
