import mpi.*;

/** The length of a message is asked before it is received. */
public class Probing {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    if (rank == 0) {
      for (int i = 1; i < size; i++) {
        MPI.COMM_WORLD.Send(new long[i + 2], 0, i + 2, MPI.LONG, i, 3);
      }
      return;
    }
    Status status = MPI.COMM_WORLD.Probe(0, 3);
    int count = status.Get_count(MPI.LONG);
    MPI.COMM_WORLD.Recv(new long[count], 0, count, MPI.LONG, 0, 3);
    say(
        rank,
        count + " from " + status.source + ", more: " + (MPI.COMM_WORLD.Iprobe(0, 4) != null));
  }

  static void say(int rank, String text) {
    System.out.println("Probing " + rank + ": " + text);
  }
}
