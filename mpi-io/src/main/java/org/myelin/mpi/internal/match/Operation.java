package org.myelin.mpi.internal.match;

import java.util.concurrent.atomic.AtomicReference;
import org.myelin.mpi.MpiException;

/** Something under way that a thread can wait for. Its buffers live as long as it is referenced. */
public abstract class Operation {
  private static final Runnable ENDED = () -> {};

  private final int context;
  private final int peer;
  private final int tag;
  private volatile boolean done;
  private volatile Thread waiter;
  private Waiting waiting;
  private final AtomicReference<Runnable> listener = new AtomicReference<>();
  private MpiException error;
  private long bytes;

  protected Operation(int context, int peer, int tag) {
    this.context = context;
    this.peer = peer;
    this.tag = tag;
  }

  /** Whether it has ended, well or not. */
  public final boolean isDone() {
    return done;
  }

  /** What went wrong, or null; only after the end. */
  public final MpiException error() {
    return error;
  }

  /** Bytes moved; only after the end. */
  public final long bytes() {
    return bytes;
  }

  /** Which world rank it waits for, or {@link Engine#ANY}. */
  public final int peer() {
    return peer;
  }

  /** Which world rank a waiting thread waits for just now, or {@link Engine#ANY}. */
  public int waitsFor() {
    return peer;
  }

  /** Nobody waits for it any more. */
  protected void abandoned(Engine engine) {}

  /** Its communicator's traffic. */
  final int context() {
    return context;
  }

  /** Its tag, or {@link Engine#ANY}. */
  final int tag() {
    return tag;
  }

  /** The thread to wake at the end, should it be asleep. */
  final void waitedForBy(Thread thread, Waiting where) {
    waiting = where;
    waiter = thread;
  }

  /**
   * Runs {@code then} once at the end, on the thread that ends the operation; at once when it has
   * ended. One listener only.
   */
  public final void whenEnded(Runnable then) {
    if (!listener.compareAndSet(null, then)) {
      then.run();
    }
  }

  protected final void complete(long moved) {
    bytes = moved;
    end();
  }

  protected final void fail(MpiException why) {
    error = why;
    end();
  }

  private void end() {
    done = true;
    Thread thread = waiter;
    if (thread != null && thread != Thread.currentThread()) {
      waiting.wake(thread);
    }
    Runnable then = listener.getAndSet(ENDED);
    if (then != null) {
      then.run();
    }
  }
}
