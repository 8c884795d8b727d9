import java.util.Arrays;
import mpi.*;

/** From every rank in turn. */
public class Broadcast {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    for (int root = 0; root < size; root++) {
      double[] values = new double[5];
      if (rank == root) {
        Arrays.fill(values, 1, 4, root + 0.125);
      }
      MPI.COMM_WORLD.Bcast(values, 1, 3, MPI.DOUBLE, root);
      say(rank, Arrays.toString(values));
    }
  }

  static void say(int rank, String text) {
    System.out.println("Broadcast " + rank + ": " + text);
  }
}
