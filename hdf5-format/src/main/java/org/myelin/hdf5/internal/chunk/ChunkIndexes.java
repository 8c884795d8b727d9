package org.myelin.hdf5.internal.chunk;

import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.internal.format.level2.ChunkIndexing;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.storage.MetadataIo;

/** Which class serves which kind of chunk index. */
public final class ChunkIndexes {
  private ChunkIndexes() {}

  /**
   * The index that a layout message names, except for a single chunk, which has none.
   *
   * @param storageK half the children of a version 1 B-tree node
   */
  public static ChunkIndex of(
      MetadataIo io, ChunkedLayout layout, Dataspace space, boolean filtered, int storageK) {
    if (layout.indexing() instanceof ChunkIndexing.BTreeV1) {
      return new BTreeV1Chunks(
          io,
          storageK,
          layout.chunkShape(),
          Math.toIntExact(layout.elementSize()),
          filtered ? 0 : layout.chunkBytes());
    }
    if (layout.indexing() instanceof ChunkIndexing.FixedArray f) {
      Grid maximal = new Grid(space.maxShape(), layout.chunkShape());
      return new FixedArrayChunks(
          io,
          maximal,
          filtered,
          layout.chunkBytes(),
          layout.filteredSizeWidth(io.geometry()),
          f.pageBits());
    }
    int sizeWidth = filtered ? layout.filteredSizeWidth(io.geometry()) : 0;
    if (layout.indexing() instanceof ChunkIndexing.ExtensibleArray e) {
      return new ExtensibleArrayChunks(
          io,
          e,
          new GrowingGrid(space.maxShape(), layout.chunkShape()),
          layout.chunkBytes(),
          sizeWidth);
    }
    if (layout.indexing() instanceof ChunkIndexing.BTreeV2 b) {
      return new BTreeV2Chunks(io, b, layout.rank(), layout.chunkBytes(), sizeWidth);
    }
    if (layout.indexing() instanceof ChunkIndexing.Implicit) {
      return new ImplicitChunks(
          io, new GrowingGrid(space.maxShape(), layout.chunkShape()), layout.chunkBytes());
    }
    throw new IllegalArgumentException("a single chunk has no index");
  }
}
