import mpi.*;

/** Traffic of two communicators stays apart. */
public class Duplicate {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Intracomm copy = (Intracomm) MPI.COMM_WORLD.clone();
    int[] in = new int[2];
    Request one = copy.Irecv(in, 0, 1, MPI.INT, rank, 1);
    Request two = MPI.COMM_WORLD.Irecv(in, 1, 1, MPI.INT, rank, 1);
    MPI.COMM_WORLD.Send(new int[] {2}, 0, 1, MPI.INT, rank, 1);
    copy.Send(new int[] {1}, 0, 1, MPI.INT, rank, 1);
    one.Wait();
    two.Wait();
    say(rank, in[0] + " " + in[1] + " " + copy.Test_inter());
  }

  static void say(int rank, String text) {
    System.out.println("Duplicate " + rank + ": " + text);
  }
}
