import java.util.Arrays;
import mpi.*;

/** Sends that go on, in all modes. */
public class Nonblocking {
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
    MPI.Buffer_attach(java.nio.ByteBuffer.allocateDirect(1 << 16));
    double[] out = {rank + 0.5, rank + 0.25};
    double[] in = new double[8];
    Request[] all = new Request[8];
    for (int i = 0; i < 4; i++) {
      all[i] = MPI.COMM_WORLD.Irecv(in, 2 * i, 2, MPI.DOUBLE, before, 10 + i);
    }
    MPI.COMM_WORLD.Barrier();
    all[4] = MPI.COMM_WORLD.Isend(out, 0, 2, MPI.DOUBLE, next, 10);
    all[5] = MPI.COMM_WORLD.Ibsend(out, 0, 2, MPI.DOUBLE, next, 11);
    all[6] = MPI.COMM_WORLD.Issend(out, 0, 2, MPI.DOUBLE, next, 12);
    all[7] = MPI.COMM_WORLD.Irsend(out, 0, 2, MPI.DOUBLE, next, 13);
    Status[] statuses = Request.Waitall(all);
    MPI.Buffer_detach();
    say(rank, Arrays.toString(in) + " " + statuses[2].source + " " + statuses[2].tag);
  }

  static void say(int rank, String text) {
    System.out.println("Nonblocking " + rank + ": " + text);
  }
}
