package org.myelin.hdf5;

import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.file.OpenFile;

/**
 * One call on a dataset: the state that all of it sees, and what its selections and arrays must be.
 */
abstract class DatasetCall {
  final Dataset dataset;
  final OpenFile engine;
  final DatasetStore store;

  DatasetCall(Dataset dataset, DatasetStore store) {
    this.dataset = dataset;
    this.engine = dataset.file().engine();
    this.store = store;
  }

  /** What messages call the dataset. */
  final String where() {
    return dataset.where();
  }

  final Selection.Placed within(Selection selection) {
    engine.checkOpen();
    try {
      return selection.within(store.shape());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where() + ": " + e.getMessage(), e);
    }
  }

  final IllegalArgumentException cannotTake(Object array) {
    return new IllegalArgumentException(
        where()
            + " holds "
            + store.type()
            + ", which "
            + array.getClass().getSimpleName()
            + " cannot take");
  }
}
