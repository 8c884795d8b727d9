package org.myelin.mpi.internal.launch;

import java.util.function.Function;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.RankFailedException;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.transport.InProcessTransport;
import org.myelin.mpi.spi.Transport;

/** Ranks as threads of this JVM. */
public final class ThreadRanks {
  /**
   * When one rank has failed and another does not call MPI any more, it is interrupted after this.
   */
  private static final long GRACE_MILLIS = 5000;

  /** Frames go straight from one rank's thread into the other's engine. */
  public static final Wiring IN_PROCESS =
      engines -> {
        Transport[] ways = new Transport[engines.length];
        for (int i = 0; i < ways.length; i++) {
          ways[i] = new InProcessTransport(i, engines);
        }
        return ways;
      };

  private ThreadRanks() {}

  /** Gives each engine its transport. */
  @FunctionalInterface
  public interface Wiring {
    /** One transport for each engine. */
    Transport[] connect(Engine[] engines);
  }

  /** What each rank runs. */
  @FunctionalInterface
  public interface Program<M> {
    /** May throw anything; that ends the job. */
    void run(M mpi) throws Exception;
  }

  /** Runs the program on each rank; returns or throws when all have ended. */
  public static <M extends AutoCloseable> void run(
      int size, Function<WorldRank, M> maker, Program<M> program, Wiring wiring) {
    run(size, false, maker, program, wiring);
  }

  /** As above; if the job goes on after a failure, throws only when no rank ended well. */
  public static <M extends AutoCloseable> void run(
      int size, boolean goesOn, Function<WorldRank, M> maker, Program<M> program, Wiring wiring) {
    if (size < 1) {
      throw new IllegalArgumentException("a job needs at least 1 rank, found " + size);
    }
    Engine[] engines = new Engine[size];
    for (int i = 0; i < size; i++) {
      engines[i] = new Engine(i, size, goesOn);
    }
    Transport[] ways = wiring.connect(engines);
    Failures failures = new Failures();
    Thread[] threads = new Thread[size];
    for (int i = 0; i < size; i++) {
      engines[i].start(ways[i]);
    }
    for (int i = 0; i < size; i++) {
      WorldRank rank = new WorldRank(engines[i]);
      M mpi = maker.apply(rank);
      threads[i] = new Thread(() -> runOne(rank, mpi, program, failures), "rank-" + i);
      threads[i].start();
    }
    join(threads, engines);
    if (!goesOn || failures.count == size) {
      failures.rethrow();
    }
  }

  private static <M extends AutoCloseable> void runOne(
      WorldRank rank, M mpi, Program<M> program, Failures failures) {
    int number = rank.engine().rank();
    try {
      RankContext.within(mpi, rank, () -> program.run(mpi));
      mpi.close();
    } catch (Throwable thrown) {
      failures.add(number, thrown);
      rank.engine().tellFailure(number, text(thrown));
      rank.close();
    }
  }

  private static void join(Thread[] threads, Engine[] engines) {
    boolean interrupted = false;
    long failedAt = 0;
    for (int i = 0; i < threads.length; ) {
      try {
        threads[i].join(200);
        if (!threads[i].isAlive()) {
          i++;
          continue;
        }
      } catch (InterruptedException stop) {
        interrupted = true;
        engines[0].tellFailure(-1, "the thread that started the ranks was interrupted");
      }
      long now = System.currentTimeMillis();
      if (failedAt == 0) {
        failedAt = engines[i].job().failed() ? now : 0;
      } else if (now - failedAt > GRACE_MILLIS) {
        threads[i].interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static String text(Throwable thrown) {
    if (thrown instanceof MpiException) {
      return thrown.getMessage();
    }
    String message = thrown.getMessage();
    String name = thrown.getClass().getName();
    return message == null ? name : name + ": " + message;
  }

  /**
   * What ranks threw, the first one first; a rank that only reports another's failure counts last.
   */
  private static final class Failures {
    private Throwable first;
    private int rank;
    private int count;

    synchronized void add(int number, Throwable thrown) {
      count++;
      if (first == null || (secondary(rank, first) && !secondary(number, thrown))) {
        first = thrown;
        rank = number;
      }
    }

    private static boolean secondary(int number, Throwable thrown) {
      return thrown instanceof RankFailedException failed && failed.failedRank() != number;
    }

    synchronized void rethrow() {
      if (first instanceof MpiException known) {
        throw known;
      }
      if (first != null) {
        throw new RankFailedException(rank, -1, "rank " + rank + " failed: " + text(first), first);
      }
    }
  }
}
