package mpi;

/** Ranks in a grid, Open MPI's name. */
public final class CartComm extends Cartcomm {
  CartComm(org.myelin.mpi.CartComm grid) {
    super(grid);
  }

  @Override
  public CartComm clone() {
    return new CartComm(Faults.call(grid::dup));
  }

  @Override
  public CartComm dup() {
    return clone();
  }

  /** As {@link #Rank(int[])}. */
  public int getRank(int[] coords) {
    return Rank(coords);
  }

  /** As {@link #Coords}. */
  public int[] getCoords(int rank) {
    return Coords(rank);
  }

  /** As {@link #Shift}. */
  public ShiftParms shift(int dimension, int displacement) {
    return Shift(dimension, displacement);
  }

  /** As {@link #Sub}. */
  public CartComm sub(boolean[] remain) {
    return new CartComm(Faults.call(() -> grid.sub(remain)));
  }

  /** As {@link #Map}. */
  public int map(int[] dims, boolean[] periods) {
    return Map(dims, periods);
  }

  /** As {@link #Get}. */
  public CartParms getTopo() {
    return Get();
  }

  /** As {@link #Dims_create}. */
  public static void createDims(int nodes, int[] dims) {
    Dims_create(nodes, dims);
  }
}
