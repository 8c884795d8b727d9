import java.util.Arrays;
import mpi.*;

/** Contiguous, indexed and hindexed types. */
public class Shapes {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Datatype pair = Datatype.Contiguous(2, MPI.INT);
    Datatype picked = Datatype.Indexed(new int[] {1, 2}, new int[] {3, 0}, MPI.INT);
    Datatype bare = Datatype.Hindexed(new int[] {1, 1}, new int[] {4, 1}, MPI.INT);
    Datatype far = Datatype.Hvector(2, 1, 3, MPI.INT);
    Datatype[] types = {pair, picked, bare, far};
    for (int i = 0; i < types.length; i++) {
      types[i].Commit();
      int[] out = {10, 11, 12, 13, 14, 15};
      int[] in = new int[6];
      Request receive = MPI.COMM_WORLD.Irecv(in, 0, 1, types[i], rank, i);
      MPI.COMM_WORLD.Send(out, 0, 1, types[i], rank, i);
      receive.Wait();
      say(rank, Arrays.toString(in) + " " + types[i].Extent() + " " + types[i].Size());
    }
  }

  static void say(int rank, String text) {
    System.out.println("Shapes " + rank + ": " + text);
  }
}
