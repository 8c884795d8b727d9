package org.myelin.hdf5.internal.file;

import org.myelin.hdf5.Link;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level1.LinkNameRecord;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
import org.myelin.hdf5.internal.storage.BTreeV2Search;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Lookup3;
import org.myelin.hdf5.internal.wire.Utf8;

/** Links in a fractal heap, found through a version 2 B-tree. Read only in this version. */
final class DenseLinks extends LinkTable {
  private final MetadataIo io;
  private final String path;
  private final LinkInfoMessage info;
  private final FractalHeapStore.Unfilter unfilter;
  private BTreeV2Search<LinkNameRecord> index;
  private FractalHeapStore heap;

  private DenseLinks(
      MetadataIo io, String path, LinkInfoMessage info, FractalHeapStore.Unfilter unfilter) {
    this.io = io;
    this.path = path;
    this.info = info;
    this.unfilter = unfilter;
  }

  /** The links that the file holds. */
  static DenseLinks read(
      MetadataIo io, String path, LinkInfoMessage info, FractalHeapStore.Unfilter unfilter) {
    DenseLinks t = new DenseLinks(io, path, info, unfilter);
    t.inFile();
    return t;
  }

  /** So few that no heap object is given twice as often as it may be. */
  @Override
  protected int patience() {
    if (index == null) {
      index = new BTreeV2Search<>(io, info.nameIndexAddress(), LinkNameRecord.TYPE);
    }
    return (int) Math.min(index.records() / 8, Integer.MAX_VALUE);
  }

  @Override
  protected Link seek(String name) {
    byte[] wanted = Utf8.encode(name);
    long hash = Lookup3.hash(wanted) & 0xffffffffL;
    if (heap == null) {
      heap = new FractalHeapStore(io, info.fractalHeapAddress(), unfilter);
    }
    Link[] found = {null};
    index.find(
        r -> {
          if (r.hash() != hash) {
            return Long.compare(r.hash(), hash);
          }
          found[0] = link(heap, r);
          return Utf8.compare(found[0].name(), name);
        });
    return found[0] != null && found[0].name().equals(name) ? found[0] : null;
  }

  @Override
  protected void load() {
    index = null;
    heap = null;
    FractalHeapStore all = new FractalHeapStore(io, info.fractalHeapAddress(), unfilter);
    BTreeV2Reader.forEach(
        io, info.nameIndexAddress(), LinkNameRecord.TYPE, r -> loaded(link(all, r)));
  }

  private Link link(FractalHeapStore from, LinkNameRecord r) {
    return CompactLinks.link(
        (LinkMessage)
            MessageType.LINK.decode(
                io.geometry(), io.file(), -1, from.read(r.heapId()), io.limits()));
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
