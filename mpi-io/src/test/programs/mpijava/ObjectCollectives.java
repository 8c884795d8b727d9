import java.util.Arrays;
import mpi.*;

/** Objects to and from all. */
public class ObjectCollectives {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Object[] one = {rank == 0 ? "the root's" : "nothing"};
    MPI.COMM_WORLD.Bcast(one, 0, 1, MPI.OBJECT, 0);
    say(rank, "" + one[0]);
    Object[] all = new Object[size];
    MPI.COMM_WORLD.Gather(new Object[] {"g" + rank}, 0, 1, MPI.OBJECT, all, 0, 1, MPI.OBJECT, 0);
    say(rank, rank == 0 ? Arrays.toString(all) : "-");
    MPI.COMM_WORLD.Allgather(new Object[] {"a" + rank}, 0, 1, MPI.OBJECT, all, 0, 1, MPI.OBJECT);
    say(rank, Arrays.toString(all));
  }

  static void say(int rank, String text) {
    System.out.println("ObjectCollectives " + rank + ": " + text);
  }
}
