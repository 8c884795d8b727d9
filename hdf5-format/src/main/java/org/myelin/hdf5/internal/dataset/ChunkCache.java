package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decoded chunks of one file, least recently used first out, within a budget of bytes. Safe for
 * several threads.
 */
public final class ChunkCache {
  private record Key(long dataset, long chunk) {}

  private final long budget;
  private final LinkedHashMap<Key, ByteBuffer> chunks = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /** A cache of at most this many bytes. */
  public ChunkCache(long budget) {
    this.budget = budget;
  }

  /** The decoded chunk, or null. */
  public synchronized ByteBuffer get(long dataset, long chunk) {
    ByteBuffer b = chunks.get(new Key(dataset, chunk));
    return b == null ? null : b.duplicate();
  }

  /** Keeps a decoded chunk; its bytes must not change any more. */
  public synchronized void put(long dataset, long chunk, ByteBuffer decoded) {
    if (decoded.remaining() > budget) {
      return;
    }
    ByteBuffer old = chunks.put(new Key(dataset, chunk), decoded.duplicate());
    bytes += decoded.remaining() - (old == null ? 0 : old.remaining());
    Iterator<Map.Entry<Key, ByteBuffer>> eldest = chunks.entrySet().iterator();
    while (bytes > budget && eldest.hasNext()) {
      bytes -= eldest.next().getValue().remaining();
      eldest.remove();
    }
  }

  /** Drops a chunk that has changed. */
  public synchronized void forget(long dataset, long chunk) {
    ByteBuffer old = chunks.remove(new Key(dataset, chunk));
    bytes -= old == null ? 0 : old.remaining();
  }

  /** Drops all chunks of a dataset, whose numbers have changed. */
  public synchronized void forget(long dataset) {
    chunks.entrySet().removeIf(e -> e.getKey().dataset() == dataset && drop(e.getValue()));
  }

  private boolean drop(ByteBuffer chunk) {
    bytes -= chunk.remaining();
    return true;
  }
}
