import mpi.*;

/** Rank and size. */
public class Hello {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    say(rank, rank + " of " + size + " " + MPI.Initialized());
  }

  static void say(int rank, String text) {
    System.out.println("Hello " + rank + ": " + text);
  }
}
