import java.util.Arrays;
import mpi.*;

/** Predefined operations on integers. */
public class Reductions {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Op[] ops = {MPI.SUM, MPI.PROD, MPI.MAX, MPI.MIN, MPI.BAND};
    for (int i = 0; i < ops.length; i++) {
      int[] in = {rank + 1, 7 - rank, 3};
      int[] out = new int[3];
      MPI.COMM_WORLD.Allreduce(in, 0, out, 0, 3, MPI.INT, ops[i]);
      say(rank, i + " " + Arrays.toString(out));
    }
  }

  static void say(int rank, String text) {
    System.out.println("Reductions " + rank + ": " + text);
  }
}
