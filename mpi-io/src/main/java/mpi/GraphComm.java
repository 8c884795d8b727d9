package mpi;

/** Ranks with neighbours by edges, Open MPI's name. */
public final class GraphComm extends Graphcomm {
  GraphComm(org.myelin.mpi.GraphComm graph, int[] index, int... edges) {
    super(graph, index, edges);
  }

  @Override
  public GraphComm clone() {
    return new GraphComm(Faults.call(graph::dup), index, edges);
  }

  @Override
  public GraphComm dup() {
    return clone();
  }

  /** As {@link #Get}. */
  public GraphParms getDims() {
    return Get();
  }

  /** As {@link #Neighbours}. */
  public int[] getNeighbors(int rank) {
    return Neighbours(rank);
  }

  /** As {@link #Map}. */
  public int map(int[] newIndex, int[] newEdges) {
    return Map(newIndex, newEdges);
  }
}
