package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.myelin.hdf5.spi.ExtentList;

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

  /** The blocks as file extents. */
  public ExtentList extents(long baseAddress) {
    ExtentList list = new ExtentList();
    for (Map.Entry<Long, byte[]> e : blocks.entrySet()) {
      list.add(baseAddress + e.getKey(), ByteBuffer.wrap(e.getValue()));
    }
    return list;
  }
}
