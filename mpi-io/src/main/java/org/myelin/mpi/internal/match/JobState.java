package org.myelin.mpi.internal.match;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.RankFailedException;
import org.myelin.mpi.spi.Transport;

/**
 * What one rank knows of the others' state, and waiting that ends when the state makes it hopeless.
 */
public final class JobState {
  /** A rank that left or vanished may be followed by word of why; so long it is waited for. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final int rank;
  private final int size;
  private final Duration timeout = Limits.timeout();
  private final Waiting waiting;
  private final AtomicIntegerArray departed;
  private final AtomicIntegerArray seen;
  private final AtomicInteger departures = new AtomicInteger();
  private volatile RankFailure failure;
  private volatile boolean closed;
  private final Survival survival;
  private BiConsumer<Integer, String> teller = (failed, why) -> {};

  JobState(int rank, int size, boolean goesOn) {
    survival = new Survival(rank, size, goesOn);
    this.rank = rank;
    this.size = size;
    waiting = new Waiting(size);
    departed = new AtomicIntegerArray(size);
    seen = new AtomicIntegerArray(size);
  }

  /** What waiting threads drive. */
  void start(Transport transport, BiConsumer<Integer, String> tellsAll) {
    teller = tellsAll;
    waiting.start(transport);
  }

  /** Which ranks have failed while the job goes on. */
  Survival survival() {
    return survival;
  }

  /**
   * A rank has failed: the job goes on without it where that is wanted, except on that rank itself.
   * True when this is news.
   */
  public boolean rankFailed(int failed, String cause) {
    if (!survival.goesOn() || failed < 0 || failed == rank) {
      boolean news = failure == null;
      fail(new RankFailure(failed, cause));
      return news;
    }
    boolean news = survival.fail(failed, cause);
    seen.set(failed, 1);
    waiting.wakeAll();
    return news;
  }

  /** Whether a rank takes part no more: it failed or said goodbye. */
  boolean gone(int peer) {
    return departed(peer) || survival.failed(peer);
  }

  /**
   * Ends the job for this rank: every waiting and every later call throws. The first one counts.
   */
  public void fail(RankFailure why) {
    synchronized (this) {
      if (failure == null) {
        failure = why;
      }
    }
    waiting.wakeAll();
  }

  /** Whether the job has failed. */
  public boolean failed() {
    return failure != null;
  }

  /** What failed, or null. */
  public RankFailure failure() {
    return failure;
  }

  Waiting waiting() {
    return waiting;
  }

  /** Lets every waiting thread of this rank look again. */
  public void wakeAll() {
    waiting.wakeAll();
  }

  /** No call after this one. */
  void close() {
    closed = true;
  }

  /**
   * Throws when {@code call} cannot be made: this rank has closed its Mpi, or the job has failed.
   */
  public void check(Call call) {
    if (closed) {
      throw new IllegalStateException("rank " + rank + " has closed its Mpi");
    }
    checkCollective(call);
    if (failure != null) {
      // a mismatch is always heard of before the failure that it leads to, so look once more
      checkCollective(call);
      throw failed(call.text().get() + " ended");
    }
    survival.checkRevoked(call);
  }

  /**
   * As above, of a call that needs a partner (or {@link Engine#ANY}, or {@link Engine#NOBODY}) and,
   * if it is collective, all members.
   */
  public void check(Call call, int peer) {
    check(call);
    survival.check(call, peer);
  }

  private void checkCollective(Call call) {
    if (call.collective() != null) {
      call.collective().check(rank);
    }
  }

  boolean departed(int peer) {
    return peer >= 0 && departed.get(peer) != 0;
  }

  void goodbye(int peer) {
    if (departed.getAndSet(peer, 1) == 0) {
      departures.incrementAndGet();
    }
    seen.set(peer, 1);
    waiting.wakeAll();
  }

  void goodbyeSeen(int peer) {
    seen.set(peer, 1);
    waiting.wakeAll();
  }

  /** The connection broke: unless word of a better reason comes soon, that is the failure. */
  void lost(int peer, String why) {
    Thread later =
        new Thread(
            () -> {
              try {
                Thread.sleep(GRACE.toMillis());
              } catch (InterruptedException ignored) {
                Thread.currentThread().interrupt();
              }
              if (rankFailed(peer, why) && !closed) {
                // Ranks that only wait for others would not notice.
                teller.accept(peer, why);
              }
            },
            "myelin-lost-" + peer);
    later.setDaemon(true);
    later.start();
  }

  /** Waits until every peer has seen this rank's goodbye, has left itself, or the limit is over. */
  void awaitGoodbyes() {
    long end = System.nanoTime() + timeout.toNanos();
    waiting.until(
        () -> {
          for (int peer = 0; peer < size; peer++) {
            if (peer != rank && seen.get(peer) == 0) {
              return failure != null || System.nanoTime() - end > 0;
            }
          }
          return true;
        },
        () -> {});
  }

  /** Waits for {@code done}, which depends on world rank {@code peer} or any at the time. */
  public void await(BooleanSupplier done, Call call, IntSupplier peer) {
    if (done.getAsBoolean()) {
      return;
    }
    long start = System.nanoTime();
    long[] leftAt = new long[1];
    waiting.until(done, () -> look(done, call, peer.getAsInt(), start, leftAt));
  }

  private void look(BooleanSupplier done, Call call, int peer, long start, long[] leftAt) {
    if (done.getAsBoolean()) {
      return;
    }
    checkCollective(call);
    if (failure != null) {
      // a mismatch is always heard of before the failure that it leads to, so look once more
      checkCollective(call);
      throw failed(call.text().get() + " ended");
    }
    long now = System.nanoTime();
    boolean gone = peer == Engine.ANY ? departures.get() >= size - 1 && size > 1 : departed(peer);
    // A collective call ends well if all that it needs of a failed member is under way.
    boolean perhaps = call.collective() != null && survival.mayEnd(call, peer);
    if ((gone && peer != rank) || perhaps) {
      if (leftAt[0] == 0) {
        leftAt[0] = now;
      } else if (now - leftAt[0] > GRACE.toNanos()) {
        survival.check(call, peer);
        if (gone) {
          throw left(call, peer);
        }
      }
    }
    if (!perhaps) {
      survival.check(call, peer);
    }
    if (now - start > timeout.toNanos()) {
      throw late(call, peer);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new MpiException(
          ErrorClass.OTHER, rank, call.text().get() + " was interrupted by this program");
    }
  }

  private RankFailedException failed(String what) {
    RankFailure why = failure;
    String who = why.rank() < 0 ? "the job failed" : "rank " + why.rank() + " failed";
    return new RankFailedException(
        why.rank(), rank, what + " because " + who + ": " + why.cause(), null);
  }

  private RankFailedException left(Call call, int peer) {
    String who = peer == Engine.ANY ? "all other ranks" : "rank " + peer;
    return new RankFailedException(
        peer, rank, call.text().get() + " cannot end: " + who + " closed before taking part", null);
  }

  private MpiException late(Call call, int peer) {
    String who = peer == Engine.ANY ? "any rank" : "rank " + peer;
    return new MpiException(
        ErrorClass.PENDING,
        rank,
        String.format(
            "%s waited %.0f s for %s in vain; if it is only slow, raise myelin.mpi.timeout"
                + " (seconds)",
            call.text().get(), timeout.toMillis() / 1000.0, who));
  }
}
