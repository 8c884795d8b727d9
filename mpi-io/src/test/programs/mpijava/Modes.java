import java.util.Arrays;
import mpi.*;

/** Standard, buffered, synchronous and ready sends. */
public class Modes {
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
    int[] out = {rank * 10};
    int[] in = new int[4];
    Request[] receives = new Request[4];
    for (int i = 0; i < 4; i++) {
      receives[i] = MPI.COMM_WORLD.Irecv(in, i, 1, MPI.INT, before, i);
    }
    MPI.COMM_WORLD.Barrier();
    MPI.COMM_WORLD.Send(out, 0, 1, MPI.INT, next, 0);
    MPI.COMM_WORLD.Bsend(out, 0, 1, MPI.INT, next, 1);
    MPI.COMM_WORLD.Ssend(out, 0, 1, MPI.INT, next, 2);
    MPI.COMM_WORLD.Rsend(out, 0, 1, MPI.INT, next, 3);
    Request.Waitall(receives);
    MPI.Buffer_detach();
    say(rank, Arrays.toString(in));
  }

  static void say(int rank, String text) {
    System.out.println("Modes " + rank + ": " + text);
  }
}
