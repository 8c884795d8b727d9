import mpi.*;

/** Communicators are compared. */
public class Comparing {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Intracomm copy = (Intracomm) MPI.COMM_WORLD.clone();
    say(
        rank,
        (Comm.Compare(MPI.COMM_WORLD, MPI.COMM_WORLD) == MPI.IDENT)
            + " "
            + (Comm.Compare(MPI.COMM_WORLD, copy) == MPI.CONGRUENT));
  }

  static void say(int rank, String text) {
    System.out.println("Comparing " + rank + ": " + text);
  }
}
