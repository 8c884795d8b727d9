package org.myelin.hdf5.internal.chunk;

import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The chunks of datasets whose space was taken at creation: one after the other, in C order of the
 * largest shape. There is no index in the file, and each chunk keeps its place.
 */
public final class ImplicitChunks implements ChunkIndex {
  private final MetadataIo io;
  private final GrowingGrid grid;
  private final long chunkBytes;
  private long stored = Wire.UNDEFINED;

  ImplicitChunks(MetadataIo io, GrowingGrid grid, long chunkBytes) {
    this.io = io;
    this.grid = grid;
    this.chunkBytes = chunkBytes;
  }

  /** Bytes of all chunks together. */
  public long bytes() {
    return Math.multiplyExact(grid.chunks(), chunkBytes);
  }

  @Override
  public void load(long address, ChunkTable into) {
    long n = grid.chunks();
    if (n > 0 && n > (io.stored() - address) / chunkBytes) {
      throw io.corrupt(
          "Implicit chunk index",
          "address",
          address,
          n + " chunks of " + chunkBytes + " bytes",
          "at most the " + io.stored() + " bytes of the file");
    }
    stored = address;
    for (long i = 0; i < n; i++) {
      into.load(grid.scaled(i), record(i));
    }
  }

  private ChunkRecord record(long number) {
    return new ChunkRecord(stored + number * chunkBytes, chunkBytes, 0);
  }

  /** Gives all chunks their places, from this address on. */
  public void place(long address, ChunkTable table) {
    stored = address;
    for (long i = 0; i < grid.chunks(); i++) {
      table.put(grid.scaled(i), record(i));
    }
  }

  @Override
  public long store(MetadataSink sink, ChunkTable table) {
    return stored;
  }
}
