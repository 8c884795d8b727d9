import java.util.Arrays;
import mpi.*;

/** A graph topology. */
public class Star {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] index = new int[size];
    int[] edges = new int[2 * (size - 1)];
    for (int i = 0; i < size; i++) {
      index[i] = size - 1 + i;
      if (i > 0) {
        edges[i - 1] = i;
        edges[size - 2 + i] = 0;
      }
    }
    Graphcomm star = MPI.COMM_WORLD.Create_graph(index, edges, false);
    GraphParms all = star.Get();
    say(
        rank,
        Arrays.toString(star.Neighbours(rank))
            + Arrays.toString(all.index)
            + Arrays.toString(all.edges)
            + " "
            + (star.Topo_test() == MPI.GRAPH));
  }

  static void say(int rank, String text) {
    System.out.println("Star " + rank + ": " + text);
  }
}
