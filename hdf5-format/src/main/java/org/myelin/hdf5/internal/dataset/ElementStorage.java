package org.myelin.hdf5.internal.dataset;

import org.myelin.hdf5.Selection;

/** Elements that lie neither in blocks nor in chunks of their own file; they are only read. */
public interface ElementStorage {
  /** Gives the selected elements to the sink. Safe for several threads. */
  void read(Selection.Placed selection, ElementSink sink);
}
