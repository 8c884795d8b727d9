import java.util.Arrays;
import mpi.*;

/** Logical operations. */
public class Logic {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Op[] ops = {MPI.LAND, MPI.LOR, MPI.LXOR};
    for (int i = 0; i < ops.length; i++) {
      boolean[] in = {rank == 0, true, false};
      boolean[] out = new boolean[3];
      MPI.COMM_WORLD.Allreduce(in, 0, out, 0, 3, MPI.BOOLEAN, ops[i]);
      say(rank, i + " " + Arrays.toString(out));
    }
  }

  static void say(int rank, String text) {
    System.out.println("Logic " + rank + ": " + text);
  }
}
