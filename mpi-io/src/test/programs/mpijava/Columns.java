import java.util.Arrays;
import mpi.*;

/** A column of a matrix by a vector type. */
public class Columns {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int n = 4;
    Datatype column = Datatype.Vector(n, 1, n, MPI.INT);
    column.Commit();
    int[] matrix = new int[n * n];
    if (rank == 0) {
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = i;
      }
      for (int i = 1; i < size; i++) {
        MPI.COMM_WORLD.Send(matrix, i % n, 1, column, i, 6);
      }
    } else {
      int[] flat = new int[n];
      Status status = MPI.COMM_WORLD.Recv(flat, 0, n, MPI.INT, 0, 6);
      say(rank, Arrays.toString(flat) + " " + status.Get_count(MPI.INT));
    }
    say(rank, column.Extent() + " " + column.Size() + " " + column.Lb() + " " + column.Ub());
  }

  static void say(int rank, String text) {
    System.out.println("Columns " + rank + ": " + text);
  }
}
