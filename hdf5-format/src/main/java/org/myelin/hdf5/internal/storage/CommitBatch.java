package org.myelin.hdf5.internal.storage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The metadata that one commit writes: blocks by address, each once. */
public final class CommitBatch {
  private final LinkedHashMap<Long, byte[]> blocks = new LinkedHashMap<>();

  /** Adds a block; one at the same address is replaced, and comes last. */
  public void put(long address, byte[] bytes) {
    blocks.remove(address);
    blocks.put(address, bytes);
  }

  /**
   * The address of a block that begins inside the one before; -1 if there is none. Only a broken
   * file, in which structures lie over each other, gives the same space twice.
   */
  public long overlap() {
    long end = 0;
    for (Map.Entry<Long, byte[]> e : blocks().entrySet()) {
      if (e.getKey() < end) {
        return e.getKey();
      }
      end = e.getKey() + e.getValue().length;
    }
    return -1;
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** The blocks, by address. */
  public TreeMap<Long, byte[]> blocks() {
    return new TreeMap<>(blocks);
  }

  /** The blocks in the order in which they came: those that are named before those that name. */
  public Map<Long, byte[]> inOrder() {
    return Collections.unmodifiableMap(blocks);
  }
}
