import mpi.*;

/** What a program keeps in a static is its rank's own. */
public class Statics {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    mine = rank;
    MPI.COMM_WORLD.Barrier();
    say(rank, "kept " + mine);
  }

  private static int mine = -1;

  static void say(int rank, String text) {
    System.out.println("Statics " + rank + ": " + text);
  }
}
