package org.myelin.hdf5.internal.file;

import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.storage.CommitBatch;
import org.myelin.hdf5.internal.storage.MetadataSink;

/**
 * One flush: everything in memory that differs from the file goes there, in an order that leaves
 * the last commit whole until the superblock is written. Every rank makes the same steps with the
 * same result; rank 0 writes the metadata.
 *
 * <ol>
 *   <li>chunk indexes into new space; layout, extent and attribute messages into the headers,
 *   <li>addresses for new groups' tables and new headers, whose sizes are now final,
 *   <li>link tables, heap collections and headers, which may now name every address,
 *   <li>all of that in one collective write, then the superblock in another.
 * </ol>
 */
public final class Commit implements MetadataSink {
  private final OpenFile file;
  private final CommitBatch batch = new CommitBatch();

  private Commit(OpenFile file) {
    this.file = file;
  }

  /** Writes what has changed. Collective. */
  static void run(OpenFile file) {
    Commit c = new Commit(file);
    c.collect();
    if (!c.batch.isEmpty()) {
      c.write();
    }
    file.allocator().committed();
  }

  private void collect() {
    HeaderCache headers = file.headers();
    for (DatasetStore s : file.stores()) {
      headers.storeChanged(s, this);
    }
    headers
        .linkTables()
        .forEach(
            (header, table) -> {
              if (table.dirty()) {
                table.prepare(this, header);
              }
            });
    for (ObjectHeader h : headers.loaded()) {
      headers.place(h);
    }
    headers.linkTables().forEach((header, table) -> table.commit(this, header));
    file.heap().commit(batch);
    for (ObjectHeader h : headers.loaded()) {
      if (h.dirty()) {
        headers.encode(h, this);
      }
    }
  }

  private void write() {
    boolean writer = file.guard().peers().rank() == 0;
    file.driver()
        .writeAll(writer ? batch.extents(file.baseAddress()) : new CommitBatch().extents(0));
    file.driver().extend(file.baseAddress() + file.allocator().endOfAllocation());
    CommitBatch superblock = new CommitBatch();
    file.nextSuperblock(superblock);
    file.driver()
        .writeAll(
            writer ? superblock.extents(file.superblockAddress()) : new CommitBatch().extents(0));
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
    batch.put(address, bytes);
  }

  /** The symbol table of a group that is loaded, or null. */
  SymbolTableLinks symbolTable(ObjectHeader group) {
    return file.headers().linkTables().get(group) instanceof SymbolTableLinks t ? t : null;
  }
}
