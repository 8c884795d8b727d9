package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.internal.chunk.ChunkRecord;
import org.myelin.hdf5.internal.chunk.Grid;
import org.myelin.hdf5.internal.filter.FilterPipelineCodec;

/**
 * What another shape of the dataspace does to stored chunks, as with libhdf5: those outside go,
 * what is cut off of the others becomes the fill value, and where edge chunks are without filters,
 * a chunk that comes to lie on the edge, or no longer does, is stored anew. A chunk that changes
 * gets another place, so that the last commit stays whole; only chunks without an index are changed
 * where they are. Called on every rank alike, with the chunks' bytes in the file.
 */
final class Resize {
  private final DatasetStore store;
  private final RawStorage file;
  private final Grid before;
  private final long[] after;

  private Resize(DatasetStore store, long[] after) {
    this.store = store;
    this.file = store.file();
    this.before = store.grid();
    this.after = after;
  }

  /** Whether stored chunks may have to be read and written again. */
  static boolean rewrites(DatasetStore store, long[] newShape) {
    if (!store.isChunked()) {
      return false;
    }
    long[] shape = store.shape();
    boolean changes = false;
    for (int d = 0; d < shape.length; d++) {
      if (newShape[d] < shape[d]) {
        return true;
      }
      changes |= newShape[d] != shape[d];
    }
    return changes && store.isFiltered() && store.edgesUnfiltered();
  }

  /** Changes the chunks; the dataset has its old shape still. */
  static void run(DatasetStore store, long[] newShape) {
    if (rewrites(store, newShape)) {
      new Resize(store, newShape).run();
    }
  }

  private void run() {
    List<Map.Entry<long[], ChunkRecord>> all = new ArrayList<>();
    store.table().entries().forEach(e -> all.add(Map.entry(e.getKey(), e.getValue())));
    for (Map.Entry<long[], ChunkRecord> e : all) {
      long[] was = inside(before.shape(), e.getKey());
      long[] is = inside(after, e.getKey());
      if (isEmpty(was)) {
        continue;
      }
      if (isEmpty(is)) {
        drop(e.getKey(), e.getValue());
      } else if (cuts(was, is)
          || store.isFiltered() && store.edgesUnfiltered() && isWhole(was) != isWhole(is)) {
        rewrite(e.getKey(), e.getValue(), is);
      }
    }
  }

  /**
   * Lengths of the chunk's part inside that shape; an empty one has a length that is not above 0.
   */
  private long[] inside(long[] shape, long[] scaled) {
    long[] n = new long[shape.length];
    for (int d = 0; d < n.length; d++) {
      n[d] = Math.min(before.tile()[d], shape[d] - scaled[d] * before.tile()[d]);
    }
    return n;
  }

  private static boolean isEmpty(long[] part) {
    for (long n : part) {
      if (n <= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean cuts(long[] was, long[] is) {
    for (int d = 0; d < was.length; d++) {
      if (is[d] < was[d]) {
        return true;
      }
    }
    return false;
  }

  private boolean isWhole(long[] part) {
    return java.util.Arrays.equals(part, before.tile());
  }

  private void drop(long[] scaled, ChunkRecord r) {
    if (store.isImplicit()) {
      write(r.address(), store.fillTile());
    } else {
      store.table().remove(scaled);
      file.allocator().release(r.address(), r.size());
    }
  }

  private void rewrite(long[] scaled, ChunkRecord r, long[] is) {
    if (!store.isFiltered() && !file.isFirstRank()) {
      // its size is known without its bytes
      place(scaled, r, store.tileBytes(), 0);
      return;
    }
    ByteBuffer whole = cut(store.readTile(before.number(scaled)), is);
    boolean filters = store.isFiltered() && !(store.edgesUnfiltered() && !isWhole(is));
    FilterPipelineCodec.Encoded e =
        filters ? store.codec().encode(whole, false) : new FilterPipelineCodec.Encoded(whole, 0);
    write(place(scaled, r, e.bytes().remaining(), e.filterMask()), e.bytes());
  }

  private long place(long[] scaled, ChunkRecord r, long size, int mask) {
    if (store.isImplicit()) {
      return r.address();
    }
    file.allocator().release(r.address(), r.size());
    long at = file.allocator().allocate(size);
    store.table().put(scaled, new ChunkRecord(at, size, mask));
    return at;
  }

  /** The chunk with the fill value outside of this part. */
  private ByteBuffer cut(ByteBuffer chunk, long[] part) {
    ByteBuffer result = store.fillTile();
    Grid one = new Grid(before.tile(), before.tile());
    int size = store.elementSize();
    int from = chunk.position();
    Runs.of(Hyperslab.start(new long[part.length]).count(part).within(before.tile()), one, 0)
        .forEach(
            (box, packed, n) ->
                result.put((int) (box * size), chunk, from + (int) (box * size), (int) (n * size)));
    return result;
  }

  private void write(long address, ByteBuffer bytes) {
    if (file.isFirstRank()) {
      file.driver().write(file.baseAddress() + address, bytes.duplicate());
    }
  }
}
