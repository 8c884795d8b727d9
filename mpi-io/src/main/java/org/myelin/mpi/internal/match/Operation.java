package org.myelin.mpi.internal.match;

import java.util.concurrent.locks.LockSupport;
import org.myelin.mpi.MpiException;

/** Something under way that a thread can wait for. Its buffers live as long as it is referenced. */
public abstract class Operation {
  private final int context;
  private final int peer;
  private final int tag;
  private volatile boolean done;
  private volatile Thread waiter;
  private MpiException error;
  private long bytes;

  Operation(int context, int peer, int tag) {
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

  /** Its communicator's traffic. */
  final int context() {
    return context;
  }

  /** Its tag, or {@link Engine#ANY}. */
  final int tag() {
    return tag;
  }

  final void waitedForBy(Thread thread) {
    waiter = thread;
  }

  final void complete(long moved) {
    bytes = moved;
    end();
  }

  final void fail(MpiException why) {
    error = why;
    end();
  }

  private void end() {
    done = true;
    Thread waiting = waiter;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }
}
