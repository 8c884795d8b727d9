package org.myelin.hdf5.internal.storage;

import java.util.TreeMap;

/** The metadata that one commit writes: blocks by address, each once. */
public final class CommitBatch {
  private final TreeMap<Long, byte[]> blocks = new TreeMap<>();

  /** Adds a block; one at the same address is replaced. */
  public void put(long address, byte[] bytes) {
    blocks.put(address, bytes);
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** The blocks, by address. */
  public TreeMap<Long, byte[]> blocks() {
    return blocks;
  }
}
