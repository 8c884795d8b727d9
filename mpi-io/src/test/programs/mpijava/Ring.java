import mpi.*;

/** A token goes round. */
public class Ring {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] token = {rank == 0 ? 100 : 0};
    if (rank == 0) {
      MPI.COMM_WORLD.Send(token, 0, 1, MPI.INT, 1 % size, 7);
    }
    Status status = MPI.COMM_WORLD.Recv(token, 0, 1, MPI.INT, (rank + size - 1) % size, 7);
    token[0]++;
    if (rank != 0) {
      MPI.COMM_WORLD.Send(token, 0, 1, MPI.INT, (rank + 1) % size, 7);
    }
    say(
        rank,
        token[0]
            + " from "
            + status.source
            + " tag "
            + status.tag
            + " count "
            + status.Get_count(MPI.INT));
  }

  static void say(int rank, String text) {
    System.out.println("Ring " + rank + ": " + text);
  }
}
