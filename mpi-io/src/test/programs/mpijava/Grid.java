import java.util.Arrays;
import mpi.*;

/** A Cartesian topology. */
public class Grid {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int[] dims = new int[2];
    Cartcomm.Dims_create(size, dims);
    Cartcomm grid = MPI.COMM_WORLD.Create_cart(dims, new boolean[] {true, false}, false);
    CartParms shape = grid.Get();
    ShiftParms up = grid.Shift(0, 1);
    ShiftParms right = grid.Shift(1, 1);
    say(
        rank,
        Arrays.toString(shape.dims)
            + Arrays.toString(shape.periods)
            + Arrays.toString(shape.coords)
            + " "
            + up.rank_source
            + " "
            + up.rank_dest
            + " "
            + Math.max(-1, right.rank_source)
            + " "
            + Math.max(-1, right.rank_dest)
            + " "
            + grid.Rank(grid.Coords(rank)));
    Cartcomm row = grid.Sub(new boolean[] {false, true});
    int[] sum = new int[1];
    row.Allreduce(new int[] {rank}, 0, sum, 0, 1, MPI.INT, MPI.SUM);
    say(rank, row.Size() + " " + sum[0] + " " + (grid.Topo_test() == MPI.CART));
  }

  static void say(int rank, String text) {
    System.out.println("Grid " + rank + ": " + text);
  }
}
