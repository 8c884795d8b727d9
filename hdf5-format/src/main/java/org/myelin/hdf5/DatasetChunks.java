package org.myelin.hdf5;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.myelin.hdf5.internal.chunk.ChunkRecord;
import org.myelin.hdf5.internal.dataset.DatasetStore;

/** One call on the chunks of a dataset: as they are stored, and the shape that they fill. */
final class DatasetChunks extends DatasetCall {
  DatasetChunks(Dataset dataset, DatasetStore store) {
    super(dataset, store);
  }

  Stream<Chunk> stored() {
    checkChunked();
    long[] shape = store.shape();
    return StreamSupport.stream(store.table().entries().spliterator(), false)
        .map(e -> chunk(e.getKey(), e.getValue()))
        .filter(c -> IntStream.range(0, shape.length).allMatch(d -> c.offset()[d] < shape[d]));
  }

  Optional<Chunk> stored(long[] offset) {
    checkChunked();
    if (!isCorner(offset)) {
      return Optional.empty();
    }
    long[] scaled = offset.clone();
    for (int d = 0; d < scaled.length; d++) {
      scaled[d] /= store.layout().chunkShape()[d];
    }
    return Optional.ofNullable(store.table().find(scaled)).map(r -> chunk(scaled, r));
  }

  private void checkChunked() {
    engine.checkOpen();
    store.checkSupported();
    if (!store.isChunked()) {
      throw new IllegalStateException(where() + " has no chunks: its layout is " + store.layout());
    }
  }

  private Chunk chunk(long[] scaled, ChunkRecord r) {
    long[] shape = store.layout().chunkShape();
    long[] offset = scaled.clone();
    for (int d = 0; d < offset.length; d++) {
      offset[d] = Math.multiplyExact(offset[d], shape[d]);
    }
    return new Chunk(dataset, offset, shape, r.address(), r.size(), r.filterMask());
  }

  private boolean isCorner(long[] offset) {
    long[] shape = store.shape();
    boolean fits = store.isChunked() && offset.length == shape.length;
    for (int d = 0; fits && d < shape.length; d++) {
      long chunk = store.layout().chunkShape()[d];
      fits = offset[d] >= 0 && offset[d] < shape[d] && offset[d] % chunk == 0;
    }
    return fits;
  }

  void write(long[] offset, int filterMask, ByteBuffer stored) {
    engine.checkWritable();
    long[] shape = store.shape();
    if (!isCorner(offset)) {
      throw new IllegalArgumentException(
          where()
              + ": no chunk begins at "
              + Arrays.toString(offset)
              + "; shape "
              + Arrays.toString(shape)
              + ", "
              + store.layout());
    }
    store.checkWritable();
    store.checkStored(offset, filterMask, stored.remaining());
    engine
        .guard()
        .note(
            "write chunk "
                + dataset.path()
                + " "
                + Arrays.toString(offset)
                + " "
                + stored.hashCode());
    engine.writeStored(store, offset, filterMask, stored.duplicate());
  }

  void resize(Dataspace space, long[] shape) {
    engine.checkWritable();
    long[] now = store.shape();
    long[] max = space.maxShape();
    if (!store.isChunked() || shape.length != now.length) {
      throw new IllegalArgumentException(
          where()
              + " of shape "
              + Arrays.toString(now)
              + " and layout "
              + store.layout()
              + " cannot become "
              + Arrays.toString(shape));
    }
    for (int d = 0; d < shape.length; d++) {
      if (max[d] != Dataspace.UNLIMITED && shape[d] > max[d]) {
        throw new IllegalArgumentException(
            where()
                + " cannot become "
                + Arrays.toString(shape)
                + ": its largest shape is "
                + Arrays.toString(max));
      }
    }
    store.checkResizable(shape);
    engine.guard().note("resize " + dataset.path() + " " + Arrays.toString(shape));
    engine.resize(store, shape);
  }
}
