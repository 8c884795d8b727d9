package mpi;

/** The edges of a graph of ranks. */
public class GraphParms {
  /** Where each rank's edges end in {@link #edges}. */
  public int[] index;

  /** The ranks that edges lead to. */
  public int[] edges;

  /** No edges. */
  public GraphParms() {
    this(new int[0]);
  }

  GraphParms(int[] index, int... edges) {
    this.index = index;
    this.edges = edges;
  }

  /** Number of ranks. */
  public int getIndexCount() {
    return index.length;
  }

  /** Where a rank's edges end. */
  public int getIndex(int rank) {
    return index[rank];
  }

  /** Number of edges. */
  public int getEdgeCount() {
    return edges.length;
  }

  /** The rank that an edge leads to. */
  public int getEdge(int edge) {
    return edges[edge];
  }
}
