package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.storage.CommitBatch;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.storage.RedoRecord;
import org.myelin.hdf5.spi.ExtentList;

/**
 * One flush: everything in memory that differs from the file goes there, in an order that leaves
 * the last commit whole until the superblock is written. Every rank makes the same steps with the
 * same result; rank 0 writes the metadata.
 *
 * <ol>
 *   <li>chunk indexes into new space; layout, extent and attribute messages into the headers,
 *   <li>addresses for new groups' tables and new headers, whose sizes are now final,
 *   <li>link tables, heap collections and headers, which may now name every address,
 *   <li>all of that in one collective write, then the superblock in another; a safe commit forces
 *       new space to the storage first, and what changes in place by way of a {@link RedoRecord}.
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
      SuperblockExtension.forgetFreeSpace(file.headers(), file.superblock(), c);
    }
    long overlap = c.batch.overlap();
    if (overlap >= 0) {
      throw file.corrupt(
          "File",
          "structures",
          overlap,
          "two that have the same bytes",
          "each a place of its own; nothing was written");
    }
    switch (file.options().durability()) {
      case SAFE -> c.writeSafely();
      case FAST -> c.write();
      case SWMR -> c.writeForReaders();
    }
    file.allocator().committed();
  }

  private void collect() {
    HeaderCache headers = file.headers();
    for (DatasetStore s : file.stores()) {
      headers.storeChanged(s, this);
    }
    headers.commitNewDatasets(this);
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
    if (file.isFollowed()) {
      WriteMark.checkReaders(file);
    }
    headers.linkTables().forEach((header, table) -> table.commit(this, header));
    headers.commitAttributes(this);
    headers.sharedMessages().commit(this);
    file.heap().commit(batch);
    ObjectTimes.enter(file, headers.loaded());
    for (ObjectHeader h : headers.loaded()) {
      if (h.dirty()) {
        headers.encode(h, this);
      }
    }
  }

  private void write() {
    if (batch.isEmpty()) {
      return;
    }
    put(positions(batch));
    file.driver().extend(end());
    put(superblock());
  }

  /**
   * New space first, then the file's new end, then what is changed in place, one block after the
   * other: those that are named before those that name them. Whoever reads meanwhile sees each
   * block old or new, or half of it, which its checksum tells.
   */
  private void writeForReaders() {
    if (batch.isEmpty()) {
      return;
    }
    CommitBatch fresh = new CommitBatch();
    CommitBatch known = new CommitBatch();
    sort(fresh, known);
    put(positions(fresh));
    file.driver().extend(end());
    // what is named must be inside the file
    put(superblock());
    known
        .inOrder()
        .forEach((at, bytes) -> put(new TreeMap<>(Map.of(file.baseAddress() + at, bytes))));
  }

  private void sort(CommitBatch fresh, CommitBatch known) {
    batch
        .inOrder()
        .forEach(
            (at, bytes) ->
                (file.isUncommitted() || file.allocator().isNew(at, bytes.length) ? fresh : known)
                    .put(at, bytes));
  }

  /**
   * New space first; what is changed in place goes into a redo record, and to its places when that
   * is on the storage. A superblock alone needs no record: it lies in one sector.
   */
  private void writeSafely() {
    if (batch.isEmpty()) {
      // elements may have been written where they lie
      if (file.takeUnforced()) {
        file.driver().force();
      }
      return;
    }
    CommitBatch fresh = new CommitBatch();
    CommitBatch known = new CommitBatch();
    sort(fresh, known);
    put(positions(fresh));
    file.driver().extend(end());
    TreeMap<Long, byte[]> inPlace = positions(known);
    inPlace.putAll(superblock());
    boolean recorded = !known.isEmpty();
    if (recorded) {
      file.driver().force();
      put(new TreeMap<>(Map.of(end(), RedoRecord.of(inPlace).encode())));
    }
    if (!file.isUncommitted()) {
      file.driver().force();
    }
    put(inPlace);
    file.driver().force();
    if (recorded) {
      file.driver().truncate(end());
    }
    file.takeUnforced();
  }

  private long end() {
    return file.baseAddress() + file.allocator().endOfAllocation();
  }

  private TreeMap<Long, byte[]> superblock() {
    return new TreeMap<>(Map.of(file.superblockAddress(), file.nextSuperblock()));
  }

  private TreeMap<Long, byte[]> positions(CommitBatch blocks) {
    TreeMap<Long, byte[]> all = new TreeMap<>();
    blocks.blocks().forEach((at, bytes) -> all.put(file.baseAddress() + at, bytes));
    return all;
  }

  private void put(TreeMap<Long, byte[]> byPosition) {
    boolean writer = file.guard().peers().rank() == 0;
    ExtentList list = new ExtentList();
    if (writer) {
      byPosition.forEach((at, bytes) -> list.add(at, ByteBuffer.wrap(bytes)));
    }
    file.driver().writeAll(list);
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
