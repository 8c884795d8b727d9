package org.myelin.hdf5.internal.parallel;

import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.RawStorage;
import org.myelin.hdf5.internal.storage.GlobalHeapStore;
import org.myelin.hdf5.internal.wire.Geometry;

/** What settling the ranks' writes needs of the file. */
public interface SharedFile extends RawStorage {
  /** The ranks, and what they agree on. */
  CollectiveGuard guard();

  /** Variable-length values. */
  GlobalHeapStore heap();

  /** Widths of offsets and lengths. */
  Geometry geometry();

  /**
   * Whether the program has encoded so little that a filter that is slow at first should be left
   * alone for the next bytes, which count from now on.
   */
  boolean encodesEarly(long bytes);

  /** The elements of the dataset with this key. */
  DatasetStore store(long key);
}
