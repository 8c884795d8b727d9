package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.internal.filter.FilterPipelineCodec;
import org.myelin.hdf5.spi.FilterException;

/** One chunk being put together by its owner: parts in order, over what was there before. */
public final class ChunkAssembly {
  private final DatasetStore store;
  private final long tile;
  private final List<TileBytes> parts = new ArrayList<>(1);
  private FilterPipelineCodec.Encoded encoded;

  /** For this chunk of the dataset. */
  public ChunkAssembly(DatasetStore store, long tile) {
    this.store = store;
    this.tile = tile;
  }

  /** Adds what one rank writes; a later part wins where two overlap. */
  public void add(TileBytes part) {
    parts.add(part);
  }

  /**
   * Puts the chunk together and encodes it. Chunks of one dataset may do so at the same time.
   *
   * @param early whether the program has encoded so little that code which is slow at first would
   *     not pay
   */
  public void encode(boolean early) {
    ByteBuffer whole = assemble();
    if (!store.filters(tile)) {
      encoded = new FilterPipelineCodec.Encoded(whole, 0);
      parts.clear();
      return;
    }
    try {
      encoded = store.codec().encode(whole, early);
    } catch (FilterException e) {
      throw new FilterException(
          "%s: chunk %s of dataset %s: %s"
              .formatted(
                  store.file().name(),
                  Arrays.toString(store.grid().scaled(tile)),
                  store.path(),
                  e.getMessage()));
    }
    parts.clear();
  }

  private ByteBuffer assemble() {
    int size = Math.toIntExact(store.tileBytes());
    if (parts.size() == 1 && parts.get(0).packed().remaining() == size) {
      return parts.get(0).packed();
    }
    IntervalSet covered = new IntervalSet();
    ByteBuffer whole = store.fillTile();
    parts.forEach(p -> p.applyTo(whole, covered));
    // an unfiltered chunk comes here only when it is new and needs its fill values
    if (covered.length() == store.validBytes(tile)
        || !store.isFiltered()
        || store.record(tile) == null) {
      return whole;
    }
    ByteBuffer before = store.readTile(tile);
    ByteBuffer result = ByteBuffer.allocate(size);
    result.put(0, before, before.position(), size);
    parts.forEach(p -> p.applyTo(result, covered));
    return result;
  }

  /** The encoded bytes. */
  public ByteBuffer encoded() {
    return encoded.bytes();
  }

  /** Their number. */
  public long encodedSize() {
    return encoded.bytes().remaining();
  }

  /** A bit for each optional filter that was left out. */
  public int filterMask() {
    return encoded.filterMask();
  }
}
