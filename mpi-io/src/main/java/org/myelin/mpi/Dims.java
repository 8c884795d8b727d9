package org.myelin.mpi;

import java.util.Arrays;

/** Balanced shapes for Cartesian topologies (MPI standard, MPI_DIMS_CREATE). */
public final class Dims {
  private Dims() {}

  /**
   * A grid of {@code nodes} ranks: entries of {@code wanted} that are 0 are chosen as close to each
   * other as possible, in falling order; the others stay.
   *
   * @throws MpiException the given entries do not divide {@code nodes} ({@link ErrorClass#DIMS})
   */
  public static int[] create(int nodes, int... wanted) {
    int[] dims = wanted.clone();
    int rest = nodes;
    int free = 0;
    for (int dim : dims) {
      if (dim < 0 || dim > 0 && rest % dim != 0 || nodes < 1) {
        throw new MpiException(
            ErrorClass.DIMS, -1, nodes + " ranks cannot be arranged as " + Arrays.toString(wanted));
      }
      rest = dim == 0 ? rest : rest / dim;
      free += dim == 0 ? 1 : 0;
    }
    if (free == 0) {
      if (rest != 1) {
        throw new MpiException(
            ErrorClass.DIMS, -1, Arrays.toString(wanted) + " does not hold " + nodes + " ranks");
      }
      return dims;
    }
    int[] best = new int[free];
    best[0] = rest;
    Arrays.fill(best, 1, free, 1);
    search(rest, rest, 0, new int[free], best);
    int next = 0;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims[i] == 0 ? best[next++] : dims[i];
    }
    return dims;
  }

  /** Tries all falling factorisations; the one whose largest is least wins, then the next. */
  private static void search(int rest, int most, int at, int[] chosen, int[] best) {
    if (at == chosen.length - 1) {
      chosen[at] = rest;
      if (rest <= most && Arrays.compare(chosen, best) < 0) {
        System.arraycopy(chosen, 0, best, 0, best.length);
      }
      return;
    }
    for (int factor = Math.min(rest, most); factor >= 1; factor--) {
      if (rest % factor == 0) {
        chosen[at] = factor;
        search(rest / factor, factor, at + 1, chosen, best);
      }
    }
  }
}
