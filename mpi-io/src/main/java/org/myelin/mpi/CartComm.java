package org.myelin.mpi;

import java.util.Arrays;
import org.myelin.mpi.internal.match.Engine;

/**
 * Ranks on a grid (MPI standard, "Cartesian Constructor"); the last dimension varies fastest. Its
 * neighbours are, dimension by dimension, the one in negative and the one in positive direction.
 * What a rank sends in one direction is received from the opposite one, also where a dimension of
 * one or two ranks makes both the same rank.
 */
public final class CartComm extends Intracomm implements Topology {
  private final int[] dims;
  private final boolean[] periods;

  CartComm(Engine engine, int[] group, int context, String name, int[] dims, boolean[] periods) {
    super(engine, group, context, name);
    this.dims = dims;
    this.periods = periods;
  }

  /** Ranks in each dimension. */
  public int[] dims() {
    return dims.clone();
  }

  /** Which dimensions are rings. */
  public boolean[] periods() {
    return periods.clone();
  }

  /** This rank's place. */
  public int[] coords() {
    return coords(rank());
  }

  /** A rank's place. */
  public int[] coords(int rank) {
    if (rank < 0 || rank >= size()) {
      throw new IllegalArgumentException(
          "rank " + rank + " is not in " + name() + ", which has ranks 0 to " + (size() - 1));
    }
    int[] coords = new int[dims.length];
    int rest = rank;
    for (int d = dims.length - 1; d >= 0; d--) {
      coords[d] = rest % dims[d];
      rest /= dims[d];
    }
    return coords;
  }

  /** The rank at a place; a place outside of a ring wraps around. */
  public int rank(int... coords) {
    int rank = at(coords);
    if (rank == PROC_NULL) {
      throw new IllegalArgumentException(
          Arrays.toString(coords) + " is outside of the grid " + Arrays.toString(dims));
    }
    return rank;
  }

  private int at(int... coords) {
    if (coords.length != dims.length) {
      throw new IllegalArgumentException(
          "the grid has " + dims.length + " dimensions, found " + coords.length + " coordinates");
    }
    int rank = 0;
    for (int d = 0; d < dims.length; d++) {
      int place = periods[d] ? Math.floorMod(coords[d], dims[d]) : coords[d];
      if (place < 0 || place >= dims[d]) {
        return PROC_NULL;
      }
      rank = rank * dims[d] + place;
    }
    return rank;
  }

  /**
   * Partners of a shift along a dimension.
   *
   * @param source who sends to this rank, or PROC_NULL
   * @param destination whom this rank sends to, or PROC_NULL
   */
  public record Shift(int source, int destination) {}

  /** Partners of a shift by {@code displacement} along {@code dimension}. */
  public Shift shift(int dimension, int displacement) {
    return new Shift(moved(dimension, -displacement), moved(dimension, displacement));
  }

  private int moved(int dimension, int by) {
    int[] coords = coords();
    coords[dimension] += by;
    return at(coords);
  }

  /** Grids of the ranks that differ in the dimensions to keep only. Collective. */
  public CartComm sub(boolean... keep) {
    if (keep.length != dims.length) {
      throw new IllegalArgumentException(
          "the grid has " + dims.length + " dimensions, found " + keep.length + " to keep");
    }
    int color = 0;
    int kept = 0;
    int[] coords = coords();
    int[] subDims = new int[dims.length];
    boolean[] subPeriods = new boolean[dims.length];
    for (int d = 0; d < dims.length; d++) {
      if (keep[d]) {
        subDims[kept] = dims[d];
        subPeriods[kept++] = periods[d];
      } else {
        color = color * dims[d] + coords[d];
      }
    }
    int[] newDims = Arrays.copyOf(subDims, kept);
    boolean[] newPeriods = Arrays.copyOf(subPeriods, kept);
    return splitInto(
        color,
        rank(),
        (members, number, name) ->
            new CartComm(engine, members, number, "grid of " + name, newDims, newPeriods));
  }

  @Override
  public CartComm dup() {
    return dupInto(
        (members, number, name) -> new CartComm(engine, members, number, name, dims, periods));
  }

  @Override
  public int[] sources() {
    int[] neighbours = new int[2 * dims.length];
    for (int d = 0; d < dims.length; d++) {
      neighbours[2 * d] = moved(d, -1);
      neighbours[2 * d + 1] = moved(d, 1);
    }
    return neighbours;
  }

  @Override
  public int[] destinations() {
    return sources();
  }

  @Override
  public NeighborCollectives<Status> neighbors() {
    return blocking(this, true);
  }

  @Override
  public NeighborCollectives<Request> nonblockingNeighbors() {
    return nonblocking(this, true);
  }

  @Override
  public NeighborCollectives<PersistentRequest> persistentNeighbors() {
    return persistent(this, true);
  }
}
