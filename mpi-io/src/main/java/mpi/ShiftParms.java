package mpi;

/** Partners of a shift. */
public class ShiftParms {
  /** Who sends to this rank, or {@link MPI#PROC_NULL}. */
  public int rank_source;

  /** Whom this rank sends to, or {@link MPI#PROC_NULL}. */
  public int rank_dest;

  ShiftParms(int source, int destination) {
    rank_source = source;
    rank_dest = destination;
  }

  /** Who sends to this rank. */
  public int getRankSource() {
    return rank_source;
  }

  /** Whom this rank sends to. */
  public int getRankDest() {
    return rank_dest;
  }
}
