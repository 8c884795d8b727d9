package mpi;

import org.myelin.mpi.Dims;

/** Ranks in a grid, mpiJava's name. */
public class Cartcomm extends Intracomm {
  final org.myelin.mpi.CartComm grid;

  Cartcomm(org.myelin.mpi.CartComm grid) {
    super(grid);
    this.grid = grid;
  }

  static Cartcomm of(org.myelin.mpi.CartComm grid) {
    return grid == null ? null : new Cartcomm(grid);
  }

  @Override
  public Cartcomm clone() {
    return new Cartcomm(Faults.call(grid::dup));
  }

  @Override
  public Cartcomm dup() {
    return clone();
  }

  /** The rank at a place. */
  public int Rank(int[] coords) {
    return Faults.call(() -> grid.rank(coords));
  }

  /** A rank's place. */
  public int[] Coords(int rank) {
    return Faults.call(() -> grid.coords(rank));
  }

  /** Partners of a shift along a dimension. */
  public ShiftParms Shift(int dimension, int displacement) {
    org.myelin.mpi.CartComm.Shift shift = Faults.call(() -> grid.shift(dimension, displacement));
    return new ShiftParms(shift.source(), shift.destination());
  }

  /** Grids of the ranks that differ in the dimensions to keep only. */
  public Cartcomm Sub(boolean[] remain) {
    return of(Faults.call(() -> grid.sub(remain)));
  }

  /** This rank's number in such a grid, or {@link MPI#UNDEFINED}. */
  public int Map(int[] dims, boolean[] periods) {
    int ranks = 1;
    for (int dim : dims) {
      ranks *= dim;
    }
    return Rank() < ranks ? Rank() : MPI.UNDEFINED;
  }

  /** Its shape and this rank's place. */
  public CartParms Get() {
    return new CartParms(grid.dims(), grid.periods(), grid.coords());
  }

  /** Sets the zeros in {@code dims} to a balanced shape for {@code nodes} ranks. */
  public static void Dims_create(int nodes, int[] dims) {
    int[] chosen = Faults.call(() -> Dims.create(nodes, dims));
    System.arraycopy(chosen, 0, dims, 0, dims.length);
  }
}
