package org.myelin.mpi.internal.rma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.Op;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.collective.Reducer;
import org.myelin.mpi.internal.datatype.Primitive;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;

/**
 * The side of a window that others access: does what they ask, one frame at a time, so that
 * accumulating accesses are atomic for each element.
 */
final class Target {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final Primitive[] PRIMITIVES = Primitive.values();

  private final Engine engine;
  private final int context;
  private final Memory memory;
  private final WindowLock lock = new WindowLock(this::granted);
  private final AtomicIntegerArray posts;
  private final AtomicIntegerArray completes;

  Target(Engine engine, int context, Memory memory) {
    this.engine = engine;
    this.context = context;
    this.memory = memory;
    posts = new AtomicIntegerArray(engine.size());
    completes = new AtomicIntegerArray(engine.size());
  }

  /** Posts (or completes) of each world rank that were not used up. */
  AtomicIntegerArray posts() {
    return posts;
  }

  AtomicIntegerArray completes() {
    return completes;
  }

  void arrived(int source, Frame frame, ByteBuffer payload) {
    RmaKind[] kinds = RmaKind.values();
    if (frame.tag() < 0 || frame.tag() >= kinds.length) {
      throw new IllegalArgumentException("unknown access " + frame.tag());
    }
    switch (kinds[frame.tag()]) {
      case LOCK -> lock.ask(new WindowLock.Asker(source, frame.first(), frame.second() == 1));
      case UNLOCK -> {
        lock.release();
        answer(source, frame.first(), NOTHING);
      }
      case POST -> count(posts, source);
      case COMPLETE -> count(completes, source);
      default -> access(source, kinds[frame.tag()], frame, payload);
    }
  }

  private void count(AtomicIntegerArray counts, int source) {
    counts.incrementAndGet(source);
    engine.job().wakeAll();
  }

  private void granted(WindowLock.Asker asker) {
    answer(asker.rank(), asker.number(), NOTHING);
  }

  private void access(int source, RmaKind kind, Frame frame, ByteBuffer payload) {
    ByteBuffer back;
    try {
      synchronized (memory) {
        back = apply(kind, (int) frame.second(), payload);
      }
    } catch (MpiException refused) {
      byte[] text = refused.getMessage().getBytes(StandardCharsets.UTF_8);
      reply(source, 1, frame.first(), ByteBuffer.wrap(text));
      return;
    }
    answer(source, frame.first(), back);
  }

  private ByteBuffer apply(RmaKind kind, int argument, ByteBuffer payload) {
    int n = payload.getInt();
    ByteBuffer[] runs = new ByteBuffer[n];
    int bytes = 0;
    for (int i = 0; i < n; i++) {
      long address = payload.getLong();
      int length = payload.getInt();
      runs[i] = memory.at(address, length);
      if (runs[i] == null) {
        throw new RangeException(engine.rank(), address, length);
      }
      bytes += length;
    }
    ByteBuffer before = NOTHING;
    if (kind != RmaKind.PUT && kind != RmaKind.ACCUMULATE) {
      before = ByteBuffer.allocate(bytes);
      for (ByteBuffer run : runs) {
        before.put(run.duplicate());
      }
      before.flip();
    }
    switch (kind) {
      case PUT -> {
        for (ByteBuffer run : runs) {
          run.put(take(payload, run.remaining()));
        }
      }
      case ACCUMULATE, GET_ACCUMULATE -> {
        Op op = Op.predefined(argument >> 8);
        Datatype type = UserBuffer.predefined(PRIMITIVES[argument & 0xff]);
        for (ByteBuffer run : runs) {
          Reducer.combine(op, type, run, take(payload, run.remaining()));
        }
      }
      case COMPARE_AND_SWAP -> {
        if (take(payload, bytes).equals(before)) {
          runs[0].put(take(payload, bytes));
        }
      }
      default -> {
        // What was there is all that is asked for.
      }
    }
    return before;
  }

  private static ByteBuffer take(ByteBuffer payload, int length) {
    ByteBuffer part = payload.slice(payload.position(), length).order(ByteOrder.nativeOrder());
    payload.position(payload.position() + length);
    return part;
  }

  private void answer(int to, long number, ByteBuffer bytes) {
    reply(to, 0, number, bytes);
  }

  private void reply(int to, int tag, long number, ByteBuffer bytes) {
    Frame frame = new Frame(FrameType.RMA_REPLY, context, tag, bytes.remaining(), number, 0, null);
    engine.sendDirect(to, frame, bytes.hasRemaining() ? bytes : null);
  }
}
