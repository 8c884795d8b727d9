package org.myelin.hdf5.internal.file;

import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level1.LinkNameRecord;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;

/** Links in a fractal heap, found through a version 2 B-tree. Read only in this version. */
final class DenseLinks extends LinkTable {
  private final MetadataIo io;
  private final String path;

  private DenseLinks(MetadataIo io, String path) {
    this.io = io;
    this.path = path;
  }

  /** The links that the file holds. */
  static DenseLinks read(
      MetadataIo io, String path, LinkInfoMessage info, FractalHeapStore.Unfilter unfilter) {
    DenseLinks t = new DenseLinks(io, path);
    FractalHeapStore heap = new FractalHeapStore(io, info.fractalHeapAddress(), unfilter);
    BTreeV2Reader.forEach(
        io,
        info.nameIndexAddress(),
        LinkNameRecord.TYPE,
        r ->
            t.loaded(
                CompactLinks.link(
                    (LinkMessage)
                        MessageType.LINK.decode(
                            io.geometry(), io.file(), -1, heap.read(r.heapId()), io.limits()))));
    return t;
  }

  @Override
  public void checkEditable() {
    throw new UnsupportedFormatException(
        io.file()
            + ": changing group "
            + path
            + ", which keeps its links in a fractal heap (dense storage), is not supported yet");
  }

  @Override
  public void prepare(Commit commit, ObjectHeader header) {}

  @Override
  protected void store(Commit commit, ObjectHeader header) {
    checkEditable();
  }
}
