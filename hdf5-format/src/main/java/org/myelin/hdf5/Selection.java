package org.myelin.hdf5;

/**
 * Which elements of a dataspace take part in a read or write. In memory the selected elements lie
 * packed, in C order. Immutable.
 */
public sealed interface Selection permits Selection.All, Hyperslab {
  /** Every element, whatever the shape. */
  static Selection all() {
    return All.INSTANCE;
  }

  /** Nothing: for a rank that takes part in a collective call without data. */
  static Selection none() {
    return Hyperslab.NONE;
  }

  /** This selection as a hyperslab of a dataspace of this shape, checked to lie inside it. */
  Hyperslab within(long[] shape);

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
