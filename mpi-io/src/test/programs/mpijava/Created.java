import java.util.Arrays;
import mpi.*;

/** A communicator of a group. */
public class Created {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Group low = MPI.COMM_WORLD.Group().Incl(new int[] {0, 1});
    Intracomm pair = MPI.COMM_WORLD.Create(low);
    if (rank < 2) {
      int[] all = new int[2];
      pair.Allgather(new int[] {rank + 5}, 0, 1, MPI.INT, all, 0, 1, MPI.INT);
      say(rank, Arrays.toString(all));
    } else {
      say(rank, "outside");
    }
  }

  static void say(int rank, String text) {
    System.out.println("Created " + rank + ": " + text);
  }
}
