import java.util.Arrays;
import mpi.*;

/** Waitany, Waitsome and Testall. */
public class Anything {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] in = new int[size];
    Request[] all = new Request[size];
    for (int i = 0; i < size; i++) {
      all[i] = MPI.COMM_WORLD.Irecv(in, i, 1, MPI.INT, i, 1);
    }
    for (int i = 0; i < size; i++) {
      MPI.COMM_WORLD.Send(new int[] {rank + 10 * i}, 0, 1, MPI.INT, i, 1);
    }
    Status first = Request.Waitany(all);
    boolean[] seen = new boolean[size];
    seen[first.index] = true;
    for (int i = 0; i < size; i++) {
      if (!seen[i]) {
        all[i].Wait();
      }
    }
    say(rank, Arrays.toString(in) + " " + (first.index >= 0));
  }

  static void say(int rank, String text) {
    System.out.println("Anything " + rank + ": " + text);
  }
}
