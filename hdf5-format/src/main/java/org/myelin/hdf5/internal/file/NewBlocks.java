package org.myelin.hdf5.internal.file;

import java.util.TreeMap;
import org.myelin.hdf5.internal.storage.MetadataSink;

/** Blocks that get their place when an object is made, and are written with the next commit. */
final class NewBlocks implements MetadataSink {
  private final OpenFile file;
  private final TreeMap<Long, byte[]> blocks = new TreeMap<>();

  NewBlocks(OpenFile file) {
    this.file = file;
  }

  @Override
  public long allocate(long size) {
    return file.allocator().allocate(size);
  }

  @Override
  public void release(long address, long size) {
    file.allocator().release(address, size);
  }

  @Override
  public void put(long address, byte[] bytes) {
    blocks.put(address, bytes);
  }

  void commit(Commit commit) {
    blocks.forEach(commit::put);
    blocks.clear();
  }
}
