import mpi.*;

/** Test until it has ended. */
public class Testing {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] in = new int[1];
    Request receive = MPI.COMM_WORLD.Irecv(in, 0, 1, MPI.INT, rank, 2);
    boolean early = receive.Test() != null;
    MPI.COMM_WORLD.Send(new int[] {7}, 0, 1, MPI.INT, rank, 2);
    Status status = null;
    while (status == null) {
      status = receive.Test();
    }
    say(rank, early + " " + in[0] + " " + status.source);
  }

  static void say(int rank, String text) {
    System.out.println("Testing " + rank + ": " + text);
  }
}
