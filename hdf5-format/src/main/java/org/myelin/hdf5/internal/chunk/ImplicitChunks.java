package org.myelin.hdf5.internal.chunk;

import org.myelin.hdf5.internal.storage.MetadataIo;

/** The chunks of datasets whose space was taken at creation: one after the other, in C order. */
final class ImplicitChunks extends ReadOnlyChunks {
  private final GrowingGrid grid;
  private final long chunkBytes;

  ImplicitChunks(MetadataIo io, GrowingGrid grid, long chunkBytes) {
    super(io, "an implicit");
    this.grid = grid;
    this.chunkBytes = chunkBytes;
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
    for (long i = 0; i < n; i++) {
      into.load(grid.scaled(i), new ChunkRecord(address + i * chunkBytes, chunkBytes, 0));
    }
  }
}
