package org.myelin.hdf5;

import java.util.Arrays;

/**
 * How many elements a dataset or attribute has: none (null), one (scalar), or a box of 1 to 32
 * dimensions whose lengths may grow up to a maximum. Immutable.
 *
 * <pre>{@code Dataspace.of(1000, 4).max(Dataspace.UNLIMITED, 4)}</pre>
 *
 * <p>Specification: IV.A.2.b, the Dataspace message.
 */
public final class Dataspace {
  /** A maximum that is no maximum. */
  public static final long UNLIMITED = -1;

  /** The format's largest number of dimensions. */
  public static final int MAX_RANK = 32;

  private static final Dataspace SCALAR = new Dataspace(Kind.SCALAR, new long[0], null);
  private static final Dataspace NULL = new Dataspace(Kind.NULL, new long[0], null);

  /** The kinds of dataspace; the ordinal is the number in the file. */
  public enum Kind {
    /** One element. */
    SCALAR,
    /** A box. */
    SIMPLE,
    /** No element at all. */
    NULL
  }

  private final Kind kind;
  private final long[] shape;
  private final long[] max;

  private Dataspace(Kind kind, long[] shape, long[] max) {
    this.kind = kind;
    this.shape = shape;
    this.max = max;
  }

  /** A box of this shape, which cannot grow; no lengths at all give a scalar. */
  public static Dataspace of(long... shape) {
    if (shape.length == 0) {
      return SCALAR;
    }
    if (shape.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "a dataspace has at most " + MAX_RANK + " dimensions, not " + shape.length);
    }
    for (long n : shape) {
      if (n < 0) {
        throw new IllegalArgumentException("negative length in shape " + Arrays.toString(shape));
      }
    }
    product(shape);
    return new Dataspace(Kind.SIMPLE, shape.clone(), null);
  }

  /** One element. */
  public static Dataspace scalar() {
    return SCALAR;
  }

  /** No element. */
  public static Dataspace nullSpace() {
    return NULL;
  }

  /** This box with maximum lengths, each at least the present one or {@link #UNLIMITED}. */
  public Dataspace max(long... maxShape) {
    if (kind != Kind.SIMPLE || maxShape.length != shape.length) {
      throw new IllegalArgumentException(
          "maximum " + Arrays.toString(maxShape) + " does not fit " + this);
    }
    for (int i = 0; i < shape.length; i++) {
      if (maxShape[i] != UNLIMITED && maxShape[i] < shape[i]) {
        throw new IllegalArgumentException(
            "maximum " + Arrays.toString(maxShape) + " is below shape " + Arrays.toString(shape));
      }
    }
    return new Dataspace(kind, shape, maxShape.clone());
  }

  /** This box with another shape inside the same maximum. */
  public Dataspace withShape(long... newShape) {
    Dataspace s = of(newShape);
    return max == null ? s : s.max(max);
  }

  /** Null, scalar or simple. */
  public Kind kind() {
    return kind;
  }

  /** Whether there is no element at all. */
  public boolean isNull() {
    return kind == Kind.NULL;
  }

  /** Whether there is exactly one element without dimensions. */
  public boolean isScalar() {
    return kind == Kind.SCALAR;
  }

  /** Number of dimensions; 0 for null and scalar. */
  public int rank() {
    return shape.length;
  }

  /** A copy of the lengths, slowest dimension first. */
  public long[] shape() {
    return shape.clone();
  }

  /** The length of one dimension. */
  public long length(int dimension) {
    return shape[dimension];
  }

  /** A copy of the maximum lengths; the shape itself if it cannot grow. */
  public long[] maxShape() {
    return max == null ? shape.clone() : max.clone();
  }

  /** Whether the file holds maximum lengths at all, even if they equal the shape. */
  public boolean hasMax() {
    return max != null;
  }

  /** Whether some dimension may grow. */
  public boolean isExtendible() {
    return max != null && !Arrays.equals(shape, max);
  }

  /** Number of elements: below 2^63, since larger shapes are refused when they are made. */
  public long elements() {
    return switch (kind) {
      case NULL -> 0;
      case SCALAR -> 1;
      case SIMPLE -> product(shape);
    };
  }

  private static long product(long[] shape) {
    long n = 1;
    if (!isCountable(shape)) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " has more than 2^63 - 1 elements");
    }
    for (long s : shape) {
      n *= s;
    }
    return n;
  }

  /**
   * Whether a box of this shape has fewer than 2^63 elements; a length of 0 makes any box empty.
   */
  public static boolean isCountable(long... shape) {
    for (long s : shape) {
      if (s == 0) {
        return true;
      }
    }
    long n = 1;
    for (long s : shape) {
      if (Math.multiplyHigh(n, s) != 0 || n * s < 0) {
        return false;
      }
      n *= s;
    }
    return true;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Dataspace d
        && kind == d.kind
        && Arrays.equals(shape, d.shape)
        && Arrays.equals(max, d.max);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(max);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case NULL -> "null";
      case SCALAR -> "scalar";
      case SIMPLE ->
          Arrays.toString(shape)
              + (max == null ? "" : " max " + Arrays.toString(max).replace("-1", "unlimited"));
    };
  }
}
