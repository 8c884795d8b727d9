package org.myelin.mpi;

import java.util.concurrent.atomic.AtomicBoolean;
import org.myelin.mpi.internal.collective.Splitting;
import org.myelin.mpi.internal.launch.RankContext;
import org.myelin.mpi.internal.launch.ThreadRanks;
import org.myelin.mpi.internal.launch.WorldRank;

/**
 * One rank's entry to its job: a value that is handed to the program, never a static (MPI standard,
 * chapter "Process Initialization"). Close it when no message is needed any more.
 *
 * <pre>{@code
 * try (Mpi mpi = Mpi.init(args)) {
 *   System.out.println(mpi.world().rank() + " of " + mpi.world().size());
 * }
 * }</pre>
 */
public final class Mpi implements AutoCloseable {
  /** What each rank runs. */
  @FunctionalInterface
  public interface RankProgram {
    /** The program of one rank; what it throws ends the job. */
    void run(Mpi mpi) throws Exception;
  }

  private final WorldRank rank;
  private final Intracomm world;
  private final Intracomm self;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Mpi(WorldRank rank) {
    this.rank = rank;
    int size = rank.engine().size();
    int[] all = new int[size];
    for (int i = 0; i < size; i++) {
      all[i] = i;
    }
    int number = rank.engine().nextContext().getAndAdd(2 * Splitting.NUMBERS);
    world = new Intracomm(rank.engine(), all, number, "world");
    self =
        new Intracomm(
            rank.engine(), new int[] {rank.engine().rank()}, number + Splitting.NUMBERS, "self");
  }

  /**
   * This rank: of {@link #runThreads} when the calling thread belongs to one of its ranks, else of
   * the launcher that started this process, else a world of one.
   *
   * @param args the program's arguments; none is used or removed
   * @throws IllegalStateException when this rank has called it before
   */
  public static Mpi init(String... args) {
    return RankContext.init(Mpi::new);
  }

  /**
   * Runs ranks as threads of this JVM and returns when all have ended.
   *
   * @throws RankFailedException naming the first rank that threw, with what it threw as the cause
   * @throws MpiException thrown by a rank's own call, for example a {@link
   *     CollectiveMismatchException}
   */
  public static void runThreads(int ranks, RankProgram program) {
    runThreads(ranks, OnFailure.END, program);
  }

  /**
   * As above. With {@link OnFailure#CONTINUE} the other ranks go on when one throws, and only when
   * none of them ends well does this throw.
   */
  public static void runThreads(int ranks, OnFailure onFailure, RankProgram program) {
    boolean goesOn = onFailure == OnFailure.CONTINUE;
    ThreadRanks.run(ranks, goesOn, Mpi::new, mpi -> program.run(mpi), ThreadRanks.IN_PROCESS);
  }

  /** A world of one that belongs to no launch. */
  static Mpi alone() {
    return new Mpi(WorldRank.alone());
  }

  /** For tests: a rank with a transport of their own. */
  static Mpi of(WorldRank rank) {
    return new Mpi(rank);
  }

  /** All ranks of the job. */
  public Intracomm world() {
    open();
    return world;
  }

  /** This rank alone. */
  public Intracomm self() {
    open();
    return self;
  }

  /**
   * How this rank reaches the others: {@code threads}, {@code shm} (memory shared between processes
   * of a host, sockets to others), {@code tcp}, or {@code self} for a world of one.
   */
  public String transport() {
    return rank.engine().transport();
  }

  /**
   * Ends the job on all ranks, which get {@code why} in a {@link RankFailedException}. Ends this
   * process with {@code exitCode} when it is a rank; a rank that is a thread gets that exception
   * too.
   */
  public void abort(int exitCode, String why) {
    rank.abort(exitCode, why);
  }

  /**
   * Finalises: everything this rank has sent reaches the others, and no message is sent or received
   * after it. Closing twice is harmless.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      rank.close();
    }
  }

  private void open() {
    if (closed.get()) {
      throw new IllegalStateException("rank " + rank.engine().rank() + " has closed its Mpi");
    }
  }
}
