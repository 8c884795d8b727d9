import mpi.*;

/** Time goes on, and the machine has a name. */
public class Clock {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    double before = MPI.Wtime();
    MPI.COMM_WORLD.Barrier();
    say(rank, (MPI.Wtime() >= before) + " " + (MPI.Get_processor_name().length() > 0));
  }

  static void say(int rank, String text) {
    System.out.println("Clock " + rank + ": " + text);
  }
}
