package org.myelin.mpi.internal.transport;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who moves a transport's bytes: a thread that waits for a message, and only while none does, a
 * thread of our own. So a message is not handed from thread to thread, and yet goes on while the
 * program computes. That thread looks every now and then for a while after the last wait, and
 * sleeps on the sockets when that is long ago.
 */
public final class Driving {
  /** What is driven; each method by one thread at a time. */
  public interface Work {
    /** Moves what can be moved without waiting; true if something moved. */
    boolean poll();

    /** Waits for something to come, or for {@link #wake}. */
    void sleep(long nanos);

    /** Ends {@link #sleep}, now or the next one; from any thread. */
    void wake();
  }

  private static final long LOOK_NANOS = 2_000_000L;
  private static final long NAP_NANOS = 20_000_000L;
  private static final int LOOKS = 10;

  private final Work work;
  private final ReentrantLock lock = new ReentrantLock();

  /** Counts the waits of the program's threads. */
  private final AtomicLong drives = new AtomicLong();

  private volatile boolean inTheWay;
  private volatile boolean closed;
  private Thread own;

  /** Nothing is driven before {@link #start}, other than by those who wait. */
  public Driving(Work work) {
    this.work = work;
  }

  /** Starts the thread that drives while nobody waits. */
  public void start(String name) {
    own = new Thread(this::run, name);
    own.setDaemon(true);
    own.start();
  }

  /** By a thread that waits: moves what can be moved. */
  public boolean progress() {
    if (!lock.tryLock()) {
      if (inTheWay) {
        drives.incrementAndGet();
        work.wake();
      }
      return false;
    }
    try {
      drives.lazySet(drives.getPlain() + 1);
      return work.poll();
    } finally {
      lock.unlock();
    }
  }

  /** By a thread that waits: sleeps until something comes. */
  public void doze(long nanos) {
    if (!lock.tryLock()) {
      LockSupport.parkNanos(this, nanos);
      return;
    }
    try {
      drives.lazySet(drives.getPlain() + 1);
      work.sleep(nanos);
    } finally {
      lock.unlock();
    }
  }

  /** Ends another thread's sleep. */
  public void wake() {
    if (!lock.isHeldByCurrentThread()) {
      work.wake();
    }
  }

  private void run() {
    long seen = -1;
    int looks = 0;
    while (!closed) {
      long now = drives.get();
      boolean moved = false;
      if (now == seen && lock.tryLock()) {
        try {
          moved = work.poll();
          looks = moved ? 0 : looks + 1;
          if (looks > LOOKS) {
            inTheWay = true;
            work.sleep(NAP_NANOS);
            inTheWay = false;
          }
        } finally {
          lock.unlock();
        }
      } else {
        looks = 0;
      }
      seen = now;
      if (moved) {
        Thread.yield();
      } else if (looks <= LOOKS) {
        LockSupport.parkNanos(this, LOOK_NANOS);
      }
    }
  }

  /** Ends the thread and waits until nobody drives; returns whether that was so in time. */
  public boolean close(long millis) {
    closed = true;
    work.wake();
    long end = System.currentTimeMillis() + millis;
    while (own != null && own.isAlive() && System.currentTimeMillis() < end) {
      LockSupport.unpark(own);
      Thread.yield();
    }
    return own == null || !own.isAlive();
  }
}
