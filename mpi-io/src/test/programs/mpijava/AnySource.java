import mpi.*;

/** Messages from anybody, counted at rank 0. */
public class AnySource {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    if (rank != 0) {
      MPI.COMM_WORLD.Send(new int[] {rank * rank}, 0, 1, MPI.INT, 0, rank);
      return;
    }
    int sum = 0;
    int[] in = new int[1];
    for (int i = 1; i < size; i++) {
      Status status = MPI.COMM_WORLD.Recv(in, 0, 1, MPI.INT, MPI.ANY_SOURCE, MPI.ANY_TAG);
      sum += in[0] + (status.source == status.tag ? 0 : 1000);
    }
    say(rank, "sum " + sum);
  }

  static void say(int rank, String text) {
    System.out.println("AnySource " + rank + ": " + text);
  }
}
