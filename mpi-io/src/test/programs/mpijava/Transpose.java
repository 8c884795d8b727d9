import java.util.Arrays;
import mpi.*;

/** Alltoall and Alltoallv. */
public class Transpose {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] out = new int[size];
    for (int i = 0; i < size; i++) {
      out[i] = 10 * rank + i;
    }
    int[] in = new int[size];
    MPI.COMM_WORLD.Alltoall(out, 0, 1, MPI.INT, in, 0, 1, MPI.INT);
    say(rank, Arrays.toString(in));
    int[] counts = new int[size];
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      counts[i] = 1;
      places[i] = size - 1 - i;
    }
    in = new int[size];
    MPI.COMM_WORLD.Alltoallv(out, 0, counts, places, MPI.INT, in, 0, counts, places, MPI.INT);
    say(rank, Arrays.toString(in));
  }

  static void say(int rank, String text) {
    System.out.println("Transpose " + rank + ": " + text);
  }
}
