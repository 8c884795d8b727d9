package mpi;

/** The shape of a grid and this rank's place in it. */
public class CartParms {
  /** Ranks in each dimension. */
  public int[] dims;

  /** Whether each dimension is a ring. */
  public boolean[] periods;

  /** This rank's place. */
  public int[] coords;

  CartParms(int[] dims, boolean[] periods, int... coords) {
    this.dims = dims;
    this.periods = periods;
    this.coords = coords;
  }

  /** Number of dimensions. */
  public int getDimCount() {
    return dims.length;
  }

  /** Ranks in a dimension. */
  public int getDim(int dimension) {
    return dims[dimension];
  }

  /** Whether a dimension is a ring. */
  public boolean getPeriod(int dimension) {
    return periods[dimension];
  }

  /** This rank's place in a dimension. */
  public int getCoord(int dimension) {
    return coords[dimension];
  }
}
