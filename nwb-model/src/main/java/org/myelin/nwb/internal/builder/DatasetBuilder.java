package org.myelin.nwb.internal.builder;

import java.util.function.Consumer;
import org.myelin.nwb.DataSource;

/**
 * A dataset: either data to be written ({@link #source}) or data that the storage holds ({@link
 * #stored}).
 */
public final class DatasetBuilder extends BaseBuilder {
  private final DataSource source;
  private StoredData stored;
  private Consumer<DatasetBuilder> loader;

  /** A new dataset, not stored. */
  public DatasetBuilder(String name, DataSource source) {
    super(name);
    this.source = source;
  }

  /** A stored dataset whose attributes {@code loader} adds on first use. */
  public DatasetBuilder(String name, StoredData stored, Consumer<DatasetBuilder> loader) {
    super(name);
    this.source = null;
    this.stored = stored;
    this.loader = loader;
  }

  @Override
  void load() {
    if (loader != null) {
      Consumer<DatasetBuilder> once = loader;
      loader = null;
      try {
        once.accept(this);
      } catch (RuntimeException e) {
        loader = once;
        throw e;
      }
    }
  }

  /** What is to be written, or null for a dataset that was read. */
  public DataSource source() {
    return source;
  }

  /** The data in the storage, or null while it is not stored. */
  public synchronized StoredData stored() {
    return stored;
  }

  /** The storage has it now. */
  public synchronized void markStored(StoredData data) {
    stored = data;
  }

  @Override
  public boolean isStored() {
    return stored() != null;
  }
}
