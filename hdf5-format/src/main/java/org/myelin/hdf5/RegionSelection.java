package org.myelin.hdf5;

import java.util.List;

/**
 * The elements of a dataset that a region reference points at. Immutable as long as nobody writes
 * into its arrays.
 *
 * @param kind what is selected
 * @param rank dimensions of the dataset; 0 where the kind says everything
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
