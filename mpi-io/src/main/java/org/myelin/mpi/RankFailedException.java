package org.myelin.mpi;

/**
 * Another rank of the job ended, threw, aborted or closed its {@link Mpi} while this one still
 * needed it. Names that rank and what is known of the cause; the job cannot go on.
 */
public class RankFailedException extends MpiException {
  private static final long serialVersionUID = 1L;

  private final int failedRank;

  /**
   * A failure of {@code failedRank} (a world rank), seen by {@code rank} or by the starter of the
   * job when {@code rank} is -1.
   */
  public RankFailedException(int failedRank, int rank, String message, Throwable cause) {
    super(ErrorClass.PROC_FAILED, rank, message, cause);
    this.failedRank = failedRank;
  }

  /** The world rank that failed. */
  public int failedRank() {
    return failedRank;
  }
}
