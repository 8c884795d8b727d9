package org.myelin.hdf5.internal.chunk;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.UnsupportedFormatException;

/**
 * The stored chunks of one dataset by their scaled coordinates (element index divided by chunk
 * length), in C order: the form in memory of every chunk index. Readers may share it; a writer has
 * it alone.
 */
public final class ChunkTable {
  /** Bytes of an entry in memory, about. */
  private static final int RECORD = 200;

  private final TreeMap<long[], ChunkRecord> records = new TreeMap<>(Arrays::compare);
  private final Consumer<ChunkTable> loader;
  private volatile boolean loaded;
  private boolean loading;
  private final long most;
  private final TreeSet<long[]> changed = new TreeSet<>(Arrays::compare);

  /**
   * A table that is filled when it is first looked at.
   *
   * @param loader enters the chunks that the file's index holds
   * @param most bytes that the table may take, about
   */
  public ChunkTable(Consumer<ChunkTable> loader, long most) {
    this.loader = loader;
    this.most = most;
  }

  private TreeMap<long[], ChunkRecord> records() {
    if (!loaded) {
      synchronized (this) {
        if (!loaded && !loading) {
          loading = true;
          try {
            loader.accept(this);
            loaded = true;
          } finally {
            loading = false;
          }
        }
      }
    }
    return records;
  }

  /** The chunk's record, or null if it is not stored. */
  public ChunkRecord find(long[] scaled) {
    return records().get(scaled);
  }

  /** Enters a chunk that the file's index holds. */
  public void load(long[] scaled, ChunkRecord record) {
    records.put(scaled, record);
    if (records.size() > most / RECORD) {
      throw new UnsupportedFormatException(
          "a dataset with more than "
              + most / RECORD
              + " chunks is not supported with ReadLimits.maxAllocation of "
              + most
              + " bytes",
          new Finding(
              "chunk index",
              "chunks",
              -1,
              "more than " + most / RECORD,
              "at most " + most / RECORD));
    }
  }

  /** Enters or replaces a chunk. */
  public void put(long[] scaled, ChunkRecord record) {
    records().put(scaled, record);
    changed.add(scaled);
  }

  /** Takes a chunk out; returns its record, or null. */
  public ChunkRecord remove(long[] scaled) {
    ChunkRecord before = records().remove(scaled);
    if (before != null) {
      changed.add(scaled);
    }
    return before;
  }

  /** Number of stored chunks. */
  public int size() {
    return records().size();
  }

  /** Calls with each chunk in C order. */
  public void forEach(BiConsumer<long[], ChunkRecord> consumer) {
    records().forEach(consumer);
  }

  /** The entries in C order. */
  public Iterable<Map.Entry<long[], ChunkRecord>> entries() {
    return records().entrySet();
  }

  /** Whether the table differs from the index in the file. */
  public boolean dirty() {
    return !changed.isEmpty();
  }

  /** The chunks that were entered, replaced or taken out since, in C order. */
  public Set<long[]> changed() {
    return changed;
  }

  /** Declares the index in the file equal to this table. */
  public void clean() {
    changed.clear();
  }
}
