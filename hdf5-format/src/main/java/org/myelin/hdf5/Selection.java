package org.myelin.hdf5;

import java.util.BitSet;

/**
 * Which elements of a dataspace take part in a read or write: a {@link Hyperslab}, {@link Points},
 * a {@link Mask}, a {@link Union} of hyperslabs, all or none. In memory the selected elements lie
 * packed, in C order; those of {@link Points} in the order of the points. Immutable.
 */
public sealed interface Selection permits Selection.All, Selection.Placed, Mask, Points, Union {
  /** Every element, whatever the shape. */
  static Selection all() {
    return All.INSTANCE;
  }

  /** Nothing: for a rank that takes part in a collective call without data. */
  static Selection none() {
    return Hyperslab.NONE;
  }

  /** The elements whose place in C order is set, see {@link Mask}. */
  static Selection mask(BitSet selected) {
    return Mask.of(selected);
  }

  /** The elements of any of these hyperslabs, each once, in C order. */
  static Selection union(Hyperslab... parts) {
    return Union.of(parts);
  }

  /**
   * This selection of a dataspace of this shape.
   *
   * @throws IllegalArgumentException if it does not lie inside the dataspace
   */
  Placed within(long[] shape);

  /** A selection that was held against the dataspace it lies in. */
  sealed interface Placed extends Selection permits Hyperslab, ElementRuns {
    /** Number of dimensions. */
    int rank();

    /** Number of selected elements. */
    long elements();
  }

  /** The whole dataspace. */
  final class All implements Selection {
    private static final All INSTANCE = new All();

    private All() {}

    @Override
    public Hyperslab within(long[] shape) {
      return Hyperslab.start(new long[shape.length]).count(shape);
    }

    @Override
    public String toString() {
      return "all";
    }
  }
}
