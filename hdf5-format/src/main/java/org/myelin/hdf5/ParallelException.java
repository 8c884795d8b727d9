package org.myelin.hdf5;

/**
 * Another rank's failure in a collective call, or a rank that called something else. Every rank of
 * the file gets an error from the same call: the rank that failed its own, the others this one.
 */
public class ParallelException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  private final int rank;

  /** The rank that failed or differed, and why. */
  public ParallelException(String file, int rank, String why) {
    super(
        why.startsWith(file) ? "rank " + rank + ": " + why : file + ": rank " + rank + ": " + why);
    this.rank = rank;
  }

  /** The rank that failed or differed. */
  public int rank() {
    return rank;
  }
}
