import mpi.*;

/** Objects between two ranks. */
public class Objects {
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
    Object[] out = {"from " + rank, new int[] {rank, 1}, new Pair(rank, "x")};
    Object[] in = new Object[4];
    Request receive = MPI.COMM_WORLD.Irecv(in, 1, 3, MPI.OBJECT, before, 9);
    MPI.COMM_WORLD.Send(out, 0, 3, MPI.OBJECT, next, 9);
    receive.Wait();
    say(rank, in[0] + " " + in[1] + " " + ((int[]) in[2])[0] + " " + in[3]);
  }

  static class Pair implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    final int number;
    final String text;

    Pair(int number, String text) {
      this.number = number;
      this.text = text;
    }

    @Override
    public String toString() {
      return number + text;
    }
  }

  static void say(int rank, String text) {
    System.out.println("Objects " + rank + ": " + text);
  }
}
