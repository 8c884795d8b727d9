package org.myelin.hdf5;

import java.util.Arrays;

/**
 * Single elements, in any order; in memory they lie in the order of the points, as libhdf5 has it
 * ({@code H5Sselect_elements}). A point that comes twice is read twice; of two values that are
 * written to one point the later stays. Immutable.
 *
 * <pre>{@code dataset.readDoubles(Points.of(new long[] {0, 3}, new long[] {7, 1}))}</pre>
 */
public final class Points implements Selection {
  private final long[][] points;

  private Points(long[][] points) {
    this.points = points;
  }

  /** These points, each with one index for each dimension. */
  public static Points of(long[]... points) {
    return new Points(Arrays.stream(points).map(long[]::clone).toArray(long[][]::new));
  }

  /** Elements of a dataspace of one dimension. */
  public static Points at(long... indices) {
    return new Points(Arrays.stream(indices).mapToObj(i -> new long[] {i}).toArray(long[][]::new));
  }

  /** Number of points. */
  public int count() {
    return points.length;
  }

  @Override
  public ElementRuns within(long[] shape) {
    long[] places = new long[points.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(points[i], shape);
    }
    return ElementRuns.ofPlaces(shape, places, toString());
  }

  private static long place(long[] point, long[] shape) {
    if (point.length != shape.length) {
      throw new IllegalArgumentException(
          "point "
              + Arrays.toString(point)
              + " has "
              + point.length
              + " dimensions, the dataspace "
              + Arrays.toString(shape)
              + " has "
              + shape.length);
    }
    long place = 0;
    for (int d = 0; d < shape.length; d++) {
      if (point[d] < 0 || point[d] >= shape[d]) {
        throw new IllegalArgumentException(
            "point "
                + Arrays.toString(point)
                + " lies outside the dataspace "
                + Arrays.toString(shape));
      }
      place = Math.addExact(Math.multiplyExact(place, shape[d]), point[d]);
    }
    return place;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Points p && Arrays.deepEquals(points, p.points);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(points);
  }

  @Override
  public String toString() {
    String first = Arrays.deepToString(Arrays.copyOf(points, Math.min(points.length, 4)));
    return points.length + " points " + first + (points.length > 4 ? " …" : "");
  }
}
