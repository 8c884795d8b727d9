package org.myelin.mpi.internal.rma;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.Op;
import org.myelin.mpi.internal.datatype.Primitive;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;

/**
 * One rank's end of a window (MPI standard, chapter "One-Sided Communications"): sends accesses to
 * other ranks by world rank and counts those that are not answered. Every access is answered, so
 * completion at the origin and at the target are one.
 */
public final class Window {
  /** So many pieces for one target are under way before the next waits. */
  private static final int MOST_UNDER_WAY = 256;

  private record Pending(int target, RmaOperation operation, int at) {}

  private final Engine engine;
  private final int context;
  private final String name;
  private final Memory memory;
  private final Target target;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicIntegerArray underWay;
  private final AtomicReference<MpiException> error = new AtomicReference<>();

  /** Others may access it from now on. */
  public Window(Engine engine, int context, Memory memory, String name) {
    this.engine = engine;
    this.context = context;
    this.name = name;
    this.memory = memory;
    target = new Target(engine, context, memory);
    underWay = new AtomicIntegerArray(engine.size());
    engine.direct(context, this::arrived);
  }

  /** Nobody accesses it any more. */
  public void close() {
    engine.direct(context, null);
  }

  /** This rank's memory. */
  public Memory memory() {
    return memory;
  }

  private void arrived(int source, Frame frame, ByteBuffer payload) {
    if (frame.type() == FrameType.RMA) {
      target.arrived(source, frame, payload);
      return;
    }
    Pending answered = pending.remove(frame.first());
    if (answered == null) {
      throw new IllegalArgumentException("an answer to nothing");
    }
    if (frame.tag() == 0) {
      answered.operation.answered(answered.at, payload);
    } else {
      String text = StandardCharsets.UTF_8.decode(payload).toString();
      MpiException why = new MpiException(ErrorClass.RMA_RANGE, engine.rank(), text);
      error.compareAndSet(null, why);
      answered.operation.failed(why);
    }
    underWay.decrementAndGet(answered.target);
    engine.job().wakeAll();
  }

  /** Stores packed bytes into {@code count} of {@code type} at byte {@code base}. */
  public RmaOperation put(int to, long base, long count, Datatype type, ByteBuffer data) {
    RmaOperation put = new RmaOperation(context, to, null, null);
    Pieces.cut(base, count, type, data, (p, at, n) -> send(RmaKind.PUT, to, 0, p, put, at));
    put.done();
    return put;
  }

  /** Reads into {@code result}, packed, then runs {@code then}. */
  public RmaOperation get(
      int to, long base, long count, Datatype type, ByteBuffer result, Runnable then) {
    RmaOperation get = new RmaOperation(context, to, result, then);
    Pieces.cut(base, count, type, null, (p, at, n) -> send(RmaKind.GET, to, 0, p, get, at));
    get.done();
    return get;
  }

  /** Combines; with {@code result} also reads what was there, packed, and runs {@code then}. */
  public RmaOperation accumulate(
      int to,
      long base,
      long count,
      Datatype type,
      ByteBuffer data,
      Op op,
      ByteBuffer result,
      Runnable then) {
    Primitive primitive = Primitive.of(type);
    if (op.function() != null || primitive == null) {
      throw new MpiException(
          ErrorClass.OP,
          engine.rank(),
          "accumulate needs a predefined operation on elements of one type, found "
              + op
              + " on "
              + type);
    }
    RmaKind kind = result == null ? RmaKind.ACCUMULATE : RmaKind.GET_ACCUMULATE;
    long argument = op.code() << 8 | primitive.ordinal();
    RmaOperation all = new RmaOperation(context, to, result, then);
    Pieces.cut(base, count, type, data, (p, at, n) -> send(kind, to, argument, p, all, at));
    all.done();
    return all;
  }

  /** {@code both}: the element compared, then the one to store. */
  public RmaOperation compareAndSwap(
      int to, long base, Datatype type, ByteBuffer both, ByteBuffer result, Runnable then) {
    RmaOperation swap = new RmaOperation(context, to, result, then);
    ByteBuffer payload = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + Integer.BYTES + 16);
    payload.putInt(1).putLong(base).putInt((int) type.size()).put(both.duplicate()).flip();
    send(RmaKind.COMPARE_AND_SWAP, to, 0, payload, swap, 0);
    swap.done();
    return swap;
  }

  /** Waits for the lock of a rank's window. */
  public void lock(int to, boolean exclusive, Call call) {
    ask(RmaKind.LOCK, to, exclusive ? 1 : 0, call);
  }

  /** Gives it back, after all accesses. */
  public void unlock(int to, Call call) {
    try {
      flush(to, call);
    } finally {
      ask(RmaKind.UNLOCK, to, 0, call);
    }
  }

  private void ask(RmaKind kind, int to, long argument, Call call) {
    RmaOperation operation = new RmaOperation(context, to, null, null);
    send(kind, to, argument, null, operation, 0);
    operation.done();
    engine.await(operation, call);
  }

  /** Waits until all accesses to a rank are done; throws what went wrong in any. */
  public void flush(int to, Call call) {
    engine.job().await(() -> underWay.get(to) == 0, call, () -> to);
    MpiException failed = error.getAndSet(null);
    if (failed != null) {
      throw new MpiException(
          failed.errorClass(), engine.rank(), call.text().get() + ": " + failed.getMessage());
    }
  }

  /** Tells a rank that it may access this one's window. */
  public void post(int to) {
    tell(RmaKind.POST, to);
  }

  /** Tells a rank that this one's accesses after its post are done. */
  public void complete(int to) {
    tell(RmaKind.COMPLETE, to);
  }

  /** Waits for a rank's post, and uses it up. */
  public void awaitPost(int from, Call call) {
    engine.job().await(() -> target.posts().get(from) > 0, call, () -> from);
    target.posts().decrementAndGet(from);
  }

  /** Waits for a rank's complete, and uses it up. */
  public void awaitComplete(int from, Call call) {
    engine.job().await(() -> target.completes().get(from) > 0, call, () -> from);
    target.completes().decrementAndGet(from);
  }

  /** Whether a rank has completed. */
  public boolean hasCompleted(int from) {
    return target.completes().get(from) > 0;
  }

  private void tell(RmaKind kind, int to) {
    engine.sendDirect(to, new Frame(FrameType.RMA, context, kind.ordinal(), 0, 0, 0, null), null);
  }

  private void send(
      RmaKind kind, int to, long argument, ByteBuffer payload, RmaOperation operation, int at) {
    Call call = new Call(() -> "access to rank " + to + " on " + name, null);
    engine.job().check(call);
    if (underWay.get(to) > MOST_UNDER_WAY) {
      engine.job().await(() -> underWay.get(to) <= MOST_UNDER_WAY / 2, call, () -> to);
    }
    long number = numbers.incrementAndGet();
    operation.piece();
    underWay.incrementAndGet(to);
    pending.put(number, new Pending(to, operation, at));
    int length = payload == null ? 0 : payload.remaining();
    Frame frame = new Frame(FrameType.RMA, context, kind.ordinal(), length, number, argument, null);
    engine.sendDirect(to, frame, payload);
  }
}
