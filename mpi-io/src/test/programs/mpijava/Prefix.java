import java.util.Arrays;
import mpi.*;

/** Scan. */
public class Prefix {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] in = {rank + 1, 1};
    int[] out = new int[2];
    MPI.COMM_WORLD.Scan(in, 0, out, 0, 2, MPI.INT, MPI.SUM);
    say(rank, Arrays.toString(out));
  }

  static void say(int rank, String text) {
    System.out.println("Prefix " + rank + ": " + text);
  }
}
