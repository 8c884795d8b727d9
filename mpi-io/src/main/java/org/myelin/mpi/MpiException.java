package org.myelin.mpi;

/**
 * An MPI call that failed: names the error class of the MPI standard, the rank that noticed, and
 * the call. Immutable, so it may cross threads.
 */
public class MpiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorClass errorClass;
  private final int rank;

  /** {@code rank} is the world rank that noticed the failure, or -1 when no rank is known yet. */
  public MpiException(ErrorClass errorClass, int rank, String message) {
    this(errorClass, rank, message, null);
  }

  /** As above, with the failure that caused it. */
  public MpiException(ErrorClass errorClass, int rank, String message, Throwable cause) {
    super(rank < 0 ? message : "rank " + rank + ": " + message, cause);
    this.errorClass = errorClass;
    this.rank = rank;
  }

  /** The error class of the MPI standard. */
  public ErrorClass errorClass() {
    return errorClass;
  }

  /** The world rank that noticed the failure, or -1. */
  public int rank() {
    return rank;
  }
}
