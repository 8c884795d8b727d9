package org.myelin.hdf5.internal.parallel;

import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.RawStorage;

/** What settling the ranks' writes needs of the file. */
public interface SharedFile extends RawStorage {
  /** The ranks, and what they agree on. */
  CollectiveGuard guard();

  /**
   * Whether the program has encoded so little that a filter that is slow at first should be left
   * alone for the next bytes, which count from now on.
   */
  boolean encodesEarly(long bytes);

  /** The elements of the dataset with this key. */
  DatasetStore store(long key);
}
