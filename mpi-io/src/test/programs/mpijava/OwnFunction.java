import java.util.Arrays;
import mpi.*;

/** A reduction of the program's own. */
public class OwnFunction {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] in = {rank + 2, rank};
    int[] out = new int[2];
    Op op = new Op(new Larger(), true);
    MPI.COMM_WORLD.Allreduce(in, 0, out, 0, 2, MPI.INT, op);
    say(rank, Arrays.toString(out));
  }

  static class Larger extends User_function {
    @Override
    public void Call(Object in, int i, Object inOut, int j, int count, Datatype type) {
      for (int k = 0; k < count; k++) {
        ((int[]) inOut)[j + k] = Math.max(((int[]) in)[i + k], ((int[]) inOut)[j + k]) * 1;
      }
    }
  }

  static void say(int rank, String text) {
    System.out.println("OwnFunction " + rank + ": " + text);
  }
}
