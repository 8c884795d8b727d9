package org.myelin.hdf5;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The elements for which a mask of the dataset's shape is true, in C order. Immutable.
 *
 * <pre>{@code dataset.readInts(Mask.of(new boolean[][] {{true, false}, {false, true}}))}</pre>
 */
public final class Mask implements Selection {
  private final BitSet selected;
  // null where the mask was given flat
  private final long[] shape;

  private Mask(BitSet selected, long[] shape) {
    this.selected = selected;
    this.shape = shape;
  }

  /** A mask by places in C order: bit {@code i} stands for the element of number {@code i}. */
  public static Mask of(BitSet selected) {
    return new Mask((BitSet) selected.clone(), null);
  }

  /** A mask for a dataset of one dimension and this length. */
  public static Mask of(boolean[] mask) {
    return ofArray(mask);
  }

  /** A mask for a dataset of two dimensions. */
  public static Mask of(boolean[][] mask) {
    return ofArray(mask);
  }

  /**
   * A mask for a dataset of any number of dimensions.
   *
   * @param mask {@code boolean[]…[]}, whose rows are of equal length
   */
  public static Mask ofArray(Object mask) {
    long[] shape = new long[0];
    for (Object a = mask; a != null && a.getClass().isArray(); ) {
      int n = Array.getLength(a);
      shape = Arrays.copyOf(shape, shape.length + 1);
      shape[shape.length - 1] = n;
      a = n == 0 || a instanceof boolean[] ? null : Array.get(a, 0);
    }
    BitSet bits = new BitSet();
    collect(mask, shape, 0, 0, bits);
    return new Mask(bits, shape);
  }

  private static void collect(Object a, long[] shape, int d, long row, BitSet bits) {
    if (a == null
        || !a.getClass().isArray()
        || d >= shape.length
        || Array.getLength(a) != shape[d]) {
      throw new IllegalArgumentException(
          "a mask is an array of booleans whose rows are of equal length");
    }
    long first = Math.multiplyExact(row, shape[d]);
    if (a instanceof boolean[] flags && d == shape.length - 1) {
      for (int i = 0; i < flags.length; i++) {
        if (flags[i]) {
          bits.set(Math.toIntExact(first + i));
        }
      }
      return;
    }
    for (int i = 0; i < shape[d]; i++) {
      collect(Array.get(a, i), shape, d + 1, first + i, bits);
    }
  }

  @Override
  public ElementRuns within(long[] space) {
    if (shape != null && !Arrays.equals(shape, space)) {
      throw new IllegalArgumentException(
          "a mask of shape "
              + Arrays.toString(shape)
              + " does not fit the dataspace "
              + Arrays.toString(space));
    }
    ElementRuns.Builder runs = new ElementRuns.Builder(space);
    for (int from = selected.nextSetBit(0); from >= 0; ) {
      int to = selected.nextClearBit(from);
      runs.add(from, to - from);
      from = selected.nextSetBit(to);
    }
    return runs.build(toString());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Mask m && selected.equals(m.selected) && Arrays.equals(shape, m.shape);
  }

  @Override
  public int hashCode() {
    return selected.hashCode();
  }

  @Override
  public String toString() {
    return "mask of " + selected.cardinality() + " elements";
  }
}
