import java.util.Arrays;
import mpi.*;

/** MAXLOC and MINLOC. */
public class Places {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] in = {rank % 2, rank, -rank % 2, rank};
    int[] out = new int[4];
    MPI.COMM_WORLD.Allreduce(in, 0, out, 0, 2, MPI.INT2, MPI.MAXLOC);
    say(rank, Arrays.toString(out));
    MPI.COMM_WORLD.Allreduce(in, 0, out, 0, 2, MPI.INT2, MPI.MINLOC);
    say(rank, Arrays.toString(out));
    double[] values = {rank * 1.5, rank};
    double[] best = new double[2];
    MPI.COMM_WORLD.Allreduce(values, 0, best, 0, 1, MPI.DOUBLE2, MPI.MAXLOC);
    say(rank, Arrays.toString(best));
  }

  static void say(int rank, String text) {
    System.out.println("Places " + rank + ": " + text);
  }
}
