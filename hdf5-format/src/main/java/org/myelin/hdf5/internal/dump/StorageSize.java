package org.myelin.hdf5.internal.dump;

import org.myelin.hdf5.internal.dataset.DatasetStore;

/** Bytes that a dataset's elements take in its file. */
public final class StorageSize {
  private StorageSize() {}

  /** What is allocated now; nothing for elements that lie in other files or datasets. */
  public static long of(DatasetStore store) {
    if (store.isChunked()) {
      long[] n = {0};
      store.table().forEach((at, chunk) -> n[0] += chunk.size());
      return n[0];
    }
    if (store.isCompact()) {
      return store.compact().capacity();
    }
    return store.address() < 0 ? 0 : store.blockBytes();
  }
}
