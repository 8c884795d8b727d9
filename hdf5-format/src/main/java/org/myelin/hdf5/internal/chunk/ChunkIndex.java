package org.myelin.hdf5.internal.chunk;

import org.myelin.hdf5.internal.storage.MetadataSink;

/** How one kind of chunk index stands in a file. In memory all kinds are a {@link ChunkTable}. */
public interface ChunkIndex {
  /** Enters every stored chunk of the index at this address. */
  void load(long address, ChunkTable into);

  /**
   * Writes the table as an index into new space, gives back what the one before took, and returns
   * its address.
   */
  long store(MetadataSink sink, ChunkTable table);

  /** What the index is called if this version can read it only; null if it can be stored. */
  default String readOnlyName() {
    return null;
  }
}
