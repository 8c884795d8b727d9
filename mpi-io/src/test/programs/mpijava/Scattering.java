import java.util.Arrays;
import mpi.*;

/** Scatter and Scatterv. */
public class Scattering {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    long[] all = new long[3 * size];
    for (int i = 0; i < all.length; i++) {
      all[i] = rank == 0 ? i : -1;
    }
    long[] mine = new long[3];
    MPI.COMM_WORLD.Scatter(all, 0, 3, MPI.LONG, mine, 0, 3, MPI.LONG, 0);
    say(rank, Arrays.toString(mine));
    int[] counts = new int[size];
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      counts[i] = i % 3;
      places[i] = 3 * i;
    }
    mine = new long[3];
    MPI.COMM_WORLD.Scatterv(all, 0, counts, places, MPI.LONG, mine, 0, rank % 3, MPI.LONG, 0);
    say(rank, Arrays.toString(mine));
  }

  static void say(int rank, String text) {
    System.out.println("Scattering " + rank + ": " + text);
  }
}
