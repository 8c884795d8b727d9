import mpi.*;

/** The sum of a series, at the root. */
public class Pi {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    double[] part = new double[1];
    for (int i = rank; i < 1000; i += size) {
      double x = (i + 0.5) / 1000;
      part[0] += 4 / (1 + x * x) / 1000;
    }
    double[] pi = new double[1];
    MPI.COMM_WORLD.Reduce(part, 0, pi, 0, 1, MPI.DOUBLE, MPI.SUM, 0);
    if (rank == 0) {
      say(rank, String.format("%.6f", pi[0]));
    }
  }

  static void say(int rank, String text) {
    System.out.println("Pi " + rank + ": " + text);
  }
}
