package org.myelin.mpi.internal.launch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Which rank a thread belongs to. A thread that a rank's thread starts belongs to the same rank.
 * There is no world for the whole JVM.
 */
public final class RankContext {
  private static final InheritableThreadLocal<RankContext> CURRENT = new InheritableThreadLocal<>();

  private final Object mpi;
  private final WorldRank rank;
  private final boolean job;
  private final AtomicBoolean initialised = new AtomicBoolean();

  private RankContext(Object mpi, WorldRank rank, boolean job) {
    this.mpi = mpi;
    this.rank = rank;
    this.job = job;
  }

  /** Runs {@code body} with the calling thread, and those it starts, belonging to a rank. */
  static <M> void within(M mpi, WorldRank rank, Body body) throws Exception {
    RankContext before = CURRENT.get();
    CURRENT.set(new RankContext(mpi, rank, true));
    try {
      body.run();
    } finally {
      CURRENT.set(before);
    }
  }

  /** Something that may throw. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  /**
   * The calling thread's rank; else this process's; else a new world of one, bound to the calling
   * thread.
   */
  @SuppressWarnings("unchecked")
  public static <M> M init(Function<WorldRank, M> maker) {
    RankContext current = CURRENT.get();
    boolean done = current != null && !current.job && current.rank.closed();
    if (current == null || done) {
      WorldRank rank = ProcessRank.ofThisProcess();
      boolean launched = rank != null;
      if (!launched) {
        rank = WorldRank.alone();
      }
      current = new RankContext(maker.apply(rank), rank, launched);
      CURRENT.set(current);
    }
    if (current.rank.closed()) {
      throw new IllegalStateException(name(current) + " has closed its Mpi, it cannot start again");
    }
    if (!current.initialised.compareAndSet(false, true)) {
      throw new IllegalStateException(
          name(current) + " has called Mpi.init before; hand its Mpi on instead");
    }
    return (M) current.mpi;
  }

  private static String name(RankContext context) {
    return "rank " + context.rank.engine().rank();
  }
}
