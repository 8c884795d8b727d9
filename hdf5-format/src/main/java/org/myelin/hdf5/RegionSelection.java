package org.myelin.hdf5;

import java.util.Arrays;
import java.util.List;

/**
 * The elements of a dataset that a region reference points at. Immutable as long as nobody writes
 * into its arrays.
 *
 * @param kind what is selected
 * @param rank dimensions of the dataset; may be 0 where the kind says everything
 * @param points POINTS: the indices of each element, in their order; else empty
 * @param boxes BLOCKS: hyperslabs that do not overlap; else empty
 */
public record RegionSelection(Kind kind, int rank, List<long[]> points, List<Hyperslab> boxes) {
  /** The classes of selections, in the order of their numbers in the file. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** Single elements. */
    POINTS,
    /** Hyperslabs. */
    BLOCKS,
    /** All elements. */
    ALL
  }

  /** All elements. */
  public static final RegionSelection EVERYTHING =
      new RegionSelection(Kind.ALL, 0, List.of(), List.of());

  /** No element. */
  public static final RegionSelection NOTHING =
      new RegionSelection(Kind.NONE, 0, List.of(), List.of());

  /**
   * The elements of these hyperslabs, which do not overlap.
   *
   * @throws IllegalArgumentException if there is none, or their dimensions differ
   */
  public static RegionSelection of(Hyperslab... boxes) {
    return new RegionSelection(
        Kind.BLOCKS,
        rank(Arrays.stream(boxes).map(Hyperslab::rank).distinct().toList()),
        List.of(),
        List.of(boxes));
  }

  /**
   * Single elements, by their indices.
   *
   * @throws IllegalArgumentException if there is none, or their dimensions differ
   */
  public static RegionSelection ofPoints(long[]... points) {
    return new RegionSelection(
        Kind.POINTS,
        rank(Arrays.stream(points).map(p -> p.length).distinct().toList()),
        List.of(points),
        List.of());
  }

  private static int rank(List<Integer> found) {
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "a region has elements of one number of dimensions, not of " + found);
    }
    return found.get(0);
  }

  /** These elements as a selection, to read them with. */
  public Selection selection() {
    return switch (kind) {
      case NONE -> Selection.none();
      case ALL -> Selection.all();
      case POINTS -> Points.of(points.toArray(new long[0][]));
      case BLOCKS -> boxes.size() == 1 ? boxes.get(0) : Union.of(boxes.toArray(new Hyperslab[0]));
    };
  }

  /** Copies the lists. */
  public RegionSelection {
    points = List.copyOf(points);
    boxes = List.copyOf(boxes);
  }
}
