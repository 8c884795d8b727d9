package org.myelin.hdf5.internal.dataset;

import org.myelin.hdf5.Selection;

/** Elements that lie neither in blocks nor in chunks of their own file; they are only read. */
public interface ElementStorage {
  /**
   * Gives the selected elements to the sink. Safe for several threads.
   *
   * @param outer the virtual datasets through which this is read; null if it is read by itself
   */
  void read(Selection.Placed selection, ElementSink sink, Nesting outer);

  /**
   * Lengths of the dataspace now.
   *
   * @param stored as the dataset's header has them
   */
  default long[] shape(long[] stored, Nesting outer) {
    return stored.clone();
  }

  /** Whether elements can be written there. */
  default boolean isWritable() {
    return false;
  }

  /** Writes elements there; only if {@link #isWritable}. */
  default void write(Piece piece) {
    throw new IllegalStateException("elements that cannot be written");
  }
}
