package org.myelin.hdf5.internal.chunk;

import java.util.TreeSet;
import org.myelin.hdf5.internal.format.level1.ChunkElements;
import org.myelin.hdf5.internal.format.level1.FixedArrayDataBlock;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Chunk index of datasets that cannot grow without limit (layout version 4): an array of all chunks
 * in C order. Only pages of chunks that have changed are written, each where it is.
 */
final class FixedArrayChunks implements ChunkIndex {
  private final MetadataIo io;
  private final Grid maximal;
  private final boolean filtered;
  private final long chunkBytes;
  private final int chunkSizeWidth;
  private final int pageBits;
  private long address = Wire.UNDEFINED;
  private FixedArrayHeader header;
  private FixedArrayDataBlock block;

  /**
   * @param maximal the chunks at the dataspace's largest extent, by which the array counts
   * @param chunkSizeWidth bytes of a filtered chunk's size
   */
  FixedArrayChunks(
      MetadataIo io,
      Grid maximal,
      boolean filtered,
      long chunkBytes,
      int chunkSizeWidth,
      int pageBits) {
    this.io = io;
    this.maximal = maximal;
    this.filtered = filtered;
    this.chunkBytes = chunkBytes;
    this.chunkSizeWidth = chunkSizeWidth;
    this.pageBits = pageBits;
  }

  private long chunks(long address) {
    long n = 1;
    for (int d = 0; d < maximal.rank(); d++) {
      if (maximal.count(d) > 0 && n > Long.MAX_VALUE / maximal.count(d)) {
        throw io.corrupt(
            "Fixed array header",
            "max num entries",
            address,
            "a dataspace of more than 2^63 chunks",
            "fewer");
      }
      n *= maximal.count(d);
    }
    return n;
  }

  @Override
  public void load(long address, ChunkTable into) {
    FixedArrayHeader h =
        io.read(
            "Fixed array header",
            address,
            FixedArrayHeader.size(io.geometry()),
            FixedArrayHeader::transfer);
    if (h.entries() != chunks(address) || h.filtered() != filtered) {
      throw io.corrupt(
          "Fixed array header",
          "max num entries",
          address,
          h.entries() + (h.filtered() ? " filtered" : ""),
          chunks(address) + (filtered ? " filtered" : "") + " as the dataspace has chunks");
    }
    this.address = address;
    header = h;
    if (h.dataBlockAddress() == Wire.UNDEFINED) {
      return;
    }
    long prefix = h.dataBlockPrefixSize(io.geometry());
    FixedArrayDataBlock b =
        io.read("Fixed array data block", h.dataBlockAddress(), prefix, FixedArrayDataBlock.of(h));
    block = b;
    if (!h.isPaged()) {
      enter(b.elements(), 0, into);
      return;
    }
    for (long p = 0; p < h.pages(); p++) {
      if (b.isPageInitialized(p)) {
        long at = h.dataBlockAddress() + h.pageOffset(io.geometry(), p);
        enter(
            io.read("Fixed array page", at, h.pageSize(p), FixedArrayDataBlock.page(h, p)),
            p << h.pageBits(),
            into);
      }
    }
  }

  private void enter(ChunkElements e, long first, ChunkTable into) {
    for (int i = 0; i < e.addresses().length; i++) {
      if (e.addresses()[i] != Wire.UNDEFINED) {
        into.load(
            maximal.scaled(first + i),
            new ChunkRecord(
                e.addresses()[i],
                filtered ? e.sizes()[i] : chunkBytes,
                filtered ? e.filterMasks()[i] : 0));
      }
    }
  }

  @Override
  public long store(MetadataSink sink, ChunkTable table) {
    if (header == null || header.dataBlockAddress() == Wire.UNDEFINED) {
      if (table.size() == 0) {
        return address;
      }
      create(sink);
    }
    TreeSet<Long> pages = new TreeSet<>();
    for (long[] scaled : table.changed()) {
      pages.add(header.isPaged() ? maximal.number(scaled) >>> header.pageBits() : 0);
    }
    if (!header.isPaged()) {
      putBlock(sink, elements(table, 0, header.entries()));
      return address;
    }
    boolean more = false;
    for (long p : pages) {
      more |= !block.isPageInitialized(p);
      block.initializePage(p);
      long at = header.dataBlockAddress() + header.pageOffset(io.geometry(), p);
      ChunkElements e = elements(table, p << header.pageBits(), header.entriesIn(p));
      sink.put(at, io.encode(e, FixedArrayDataBlock.page(header, p)));
    }
    if (more) {
      putBlock(sink, null);
    }
    return address;
  }

  private void create(MetadataSink sink) {
    if (header == null) {
      address = sink.allocate(FixedArrayHeader.size(io.geometry()));
    }
    FixedArrayHeader h =
        new FixedArrayHeader(
            filtered,
            FixedArrayHeader.entrySize(io.geometry(), filtered, chunkSizeWidth),
            pageBits,
            chunks(-1),
            Wire.UNDEFINED);
    header = h.withDataBlockAddress(sink.allocate(h.dataBlockSize(io.geometry())));
    block = new FixedArrayDataBlock(address, new byte[(int) h.bitmapSize()], null);
    sink.put(address, io.encode(header, FixedArrayHeader::transfer));
    if (header.isPaged()) {
      putBlock(sink, null);
    }
  }

  private void putBlock(MetadataSink sink, ChunkElements all) {
    FixedArrayDataBlock b = new FixedArrayDataBlock(address, block.pageBitmap(), all);
    sink.put(header.dataBlockAddress(), io.encode(b, FixedArrayDataBlock.of(header)));
  }

  private ChunkElements elements(ChunkTable table, long first, long n) {
    ChunkElements all = ChunkElements.unwritten(Math.toIntExact(n), filtered);
    for (int i = 0; i < n; i++) {
      ChunkRecord r = table.find(maximal.scaled(first + i));
      if (r != null) {
        all.set(i, r.address(), r.size(), r.filterMask());
      }
    }
    return all;
  }
}
