package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import org.myelin.hdf5.internal.chunk.ChunkRecord;
import org.myelin.hdf5.internal.filter.FilterPipelineCodec;

/** Gives chunks that are not stored their places, full of the fill value. On every rank alike. */
final class FillChunks {
  private final DatasetStore store;
  private FilterPipelineCodec.Encoded encoded;

  FillChunks(DatasetStore store) {
    this.store = store;
  }

  /** Makes room for that chunk if it has none. */
  void place(long tile) {
    if (store.record(tile) != null) {
      return;
    }
    if (!store.filters(tile)) {
      long at = store.file().allocator().allocate(store.tileBytes());
      enter(tile, at, store.tileBytes(), 0);
      store.fillFresh(at, store.tileBytes());
      return;
    }
    if (encoded == null) {
      encoded = store.codec().encode(store.fillTile(), false);
    }
    ByteBuffer bytes = encoded.bytes().duplicate();
    long at = store.file().allocator().allocate(bytes.remaining());
    enter(tile, at, bytes.remaining(), encoded.filterMask());
    if (store.file().isFirstRank()) {
      store.file().driver().write(store.file().baseAddress() + at, bytes);
    }
  }

  private void enter(long tile, long at, long size, int mask) {
    store.table().put(store.grid().scaled(tile), new ChunkRecord(at, size, mask));
  }
}
