package mpi;

/** Ranks with neighbours by edges, mpiJava's name. */
public class Graphcomm extends Intracomm {
  final org.myelin.mpi.GraphComm graph;
  final int[] index;
  final int[] edges;

  Graphcomm(org.myelin.mpi.GraphComm graph, int[] index, int... edges) {
    super(graph);
    this.graph = graph;
    this.index = index;
    this.edges = edges;
  }

  @Override
  public Graphcomm clone() {
    return new Graphcomm(Faults.call(graph::dup), index, edges);
  }

  @Override
  public Graphcomm dup() {
    return clone();
  }

  /** All edges. */
  public GraphParms Get() {
    return new GraphParms(index.clone(), edges.clone());
  }

  /** The ranks that a rank's edges lead to. */
  public int[] Neighbours(int rank) {
    return Faults.call(
        () -> java.util.Arrays.copyOfRange(edges, rank == 0 ? 0 : index[rank - 1], index[rank]));
  }

  /** This rank's number in such a graph, or {@link MPI#UNDEFINED}. */
  public int Map(int[] newIndex, int[] newEdges) {
    return Rank() < newIndex.length ? Rank() : MPI.UNDEFINED;
  }
}
