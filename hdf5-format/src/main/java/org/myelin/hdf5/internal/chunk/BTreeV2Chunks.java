package org.myelin.hdf5.internal.chunk;

import org.myelin.hdf5.internal.format.level1.ChunkBTreeRecord;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
import org.myelin.hdf5.internal.storage.MetadataIo;

/** Chunk index of datasets that can grow in several dimensions: a version 2 B-tree. */
final class BTreeV2Chunks extends ReadOnlyChunks {
  private final int rank;
  private final long chunkBytes;
  private final int sizeWidth;

  /**
   * @param sizeWidth bytes of a filtered chunk's size; 0 without filters
   */
  BTreeV2Chunks(MetadataIo io, int rank, long chunkBytes, int sizeWidth) {
    super(io, "a version 2 B-tree");
    this.rank = rank;
    this.chunkBytes = chunkBytes;
    this.sizeWidth = sizeWidth;
  }

  @Override
  public void load(long address, ChunkTable into) {
    BTreeV2Reader.forEach(
        io,
        address,
        ChunkBTreeRecord.type(io.geometry(), rank, sizeWidth),
        r ->
            into.load(
                r.scaled(),
                new ChunkRecord(
                    r.address(), sizeWidth == 0 ? chunkBytes : r.size(), r.filterMask())));
  }
}
