import java.util.Arrays;
import mpi.*;

/** A buffer is sent and overwritten. */
public class Replace {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] both = {rank, rank * 2};
    MPI.COMM_WORLD.Sendrecv_replace(
        both, 0, 2, MPI.INT, (rank + 1) % size, 4, (rank + size - 1) % size, 4);
    say(rank, Arrays.toString(both));
  }

  static void say(int rank, String text) {
    System.out.println("Replace " + rank + ": " + text);
  }
}
