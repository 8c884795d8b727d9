import mpi.*;

/** Requests that are started three times. */
public class Persistent {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int next = (rank + 1) % size;
    int before = (rank + size - 1) % size;
    int[] out = new int[1];
    int[] in = new int[1];
    Prequest send = MPI.COMM_WORLD.Send_init(out, 0, 1, MPI.INT, next, 5);
    Prequest receive = MPI.COMM_WORLD.Recv_init(in, 0, 1, MPI.INT, before, 5);
    for (int i = 0; i < 3; i++) {
      out[0] = 10 * rank + i;
      receive.Start();
      send.Start();
      send.Wait();
      receive.Wait();
      say(rank, "round " + i + " " + in[0]);
    }
  }

  static void say(int rank, String text) {
    System.out.println("Persistent " + rank + ": " + text);
  }
}
