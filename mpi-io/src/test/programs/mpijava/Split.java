import mpi.*;

/** Communicators by color. */
public class Split {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Intracomm half = MPI.COMM_WORLD.Split(rank % 2, -rank);
    int[] sum = new int[1];
    half.Allreduce(new int[] {rank}, 0, sum, 0, 1, MPI.INT, MPI.SUM);
    say(rank, half.Rank() + " of " + half.Size() + " sum " + sum[0]);
  }

  static void say(int rank, String text) {
    System.out.println("Split " + rank + ": " + text);
  }
}
