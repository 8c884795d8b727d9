package org.myelin.hdf5;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Single elements, in any order; in memory they lie in the order of the points, as libhdf5 has it
 * ({@code H5Sselect_elements}). A point that comes twice is read twice; of two values that are
 * written to one point the later stays. Immutable.
 *
 * <pre>{@code dataset.readDoubles(Points.of(new long[] {0, 3}, new long[] {7, 1}))}</pre>
 */
public final class Points implements Selection {
  private final int rank;
  private final long[] indices;

  private Points(int rank, long[] indices) {
    this.rank = rank;
    this.indices = indices;
  }

  /** These points, each with one index for each dimension. */
  public static Points of(long[]... points) {
    int rank = points.length == 0 ? 0 : points[0].length;
    long[] flat = new long[Math.multiplyExact(points.length, rank)];
    for (int i = 0; i < points.length; i++) {
      if (points[i].length != rank) {
        throw new IllegalArgumentException(
            "points of " + rank + " and of " + points[i].length + " dimensions");
      }
      System.arraycopy(points[i], 0, flat, i * rank, rank);
    }
    // points of no dimension are all the one element of a scalar
    return rank == 0 ? new Points(0, new long[points.length]) : new Points(rank, flat);
  }

  /** Elements of a dataspace of one dimension. */
  public static Points at(long... indices) {
    return new Points(1, indices.clone());
  }

  /** Number of points. */
  public int count() {
    return indices.length / Math.max(1, rank);
  }

  @Override
  public ElementRuns within(long[] shape) {
    long[] places = new long[count()];
    if (places.length > 0 && rank != shape.length) {
      throw new IllegalArgumentException(
          "points of "
              + rank
              + " dimensions, but the dataspace "
              + Arrays.toString(shape)
              + " has "
              + shape.length);
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = place(i, shape);
    }
    return ElementRuns.ofPlaces(shape, places, toString());
  }

  private long place(int i, long[] shape) {
    long place = 0;
    for (int d = 0; d < rank; d++) {
      long index = indices[i * rank + d];
      if (index < 0 || index >= shape[d]) {
        throw new IllegalArgumentException(
            "point "
                + Arrays.toString(point(i))
                + " lies outside the dataspace "
                + Arrays.toString(shape));
      }
      place = place * shape[d] + index;
    }
    return place;
  }

  private long[] point(int i) {
    return Arrays.copyOfRange(indices, i * rank, (i + 1) * rank);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Points p && rank == p.rank && Arrays.equals(indices, p.indices);
  }

  @Override
  public int hashCode() {
    return 31 * rank + Arrays.hashCode(indices);
  }

  @Override
  public String toString() {
    String first =
        IntStream.range(0, Math.min(count(), 4))
            .mapToObj(i -> Arrays.toString(point(i)))
            .collect(Collectors.joining(", ", "[", "]"));
    return count() + " points " + first + (count() > 4 ? " …" : "");
  }
}
