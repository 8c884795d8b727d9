package org.myelin.hdf5.internal.chunk;

import org.myelin.hdf5.internal.storage.MetadataSink;

/** How one kind of chunk index stands in a file. In memory all kinds are a {@link ChunkTable}. */
public interface ChunkIndex {
  /** Enters every stored chunk of the index at this address. */
  void load(long address, ChunkTable into);

  /**
   * Brings the index in the file up to date with {@link ChunkTable#changed}: blocks that the last
   * commit knows are written where they are, new ones into new space; or all is written anew and
   * what was before given back.
   *
   * @return the address of the index, undefined if there is none
   */
  long store(MetadataSink sink, ChunkTable table);
}
