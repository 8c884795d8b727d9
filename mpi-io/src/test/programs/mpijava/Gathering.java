import java.util.Arrays;
import mpi.*;

/** Gather, Allgather and Gatherv. */
public class Gathering {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] mine = {rank, -rank};
    int[] all = new int[2 * size];
    MPI.COMM_WORLD.Gather(mine, 0, 2, MPI.INT, all, 0, 2, MPI.INT, 0);
    if (rank == 0) {
      say(rank, "gather " + Arrays.toString(all));
    }
    all = new int[2 * size];
    MPI.COMM_WORLD.Allgather(mine, 0, 2, MPI.INT, all, 0, 2, MPI.INT);
    say(rank, "allgather " + Arrays.toString(all));
    int[] counts = new int[size];
    int[] places = new int[size];
    int total = 0;
    for (int i = 0; i < size; i++) {
      counts[i] = i + 1;
      places[i] = total;
      total += counts[i] + 1;
    }
    int[] many = new int[rank + 1];
    Arrays.fill(many, rank + 1);
    int[] room = new int[total];
    MPI.COMM_WORLD.Gatherv(many, 0, rank + 1, MPI.INT, room, 0, counts, places, MPI.INT, 0);
    if (rank == 0) {
      say(rank, "gatherv " + Arrays.toString(room));
    }
    room = new int[total];
    MPI.COMM_WORLD.Allgatherv(many, 0, rank + 1, MPI.INT, room, 0, counts, places, MPI.INT);
    say(rank, "allgatherv " + Arrays.toString(room));
  }

  static void say(int rank, String text) {
    System.out.println("Gathering " + rank + ": " + text);
  }
}
