package org.myelin.hdf5.internal.chunk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.myelin.hdf5.internal.format.level1.ChunkElements;
import org.myelin.hdf5.internal.format.level1.FixedArrayDataBlock;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Chunk index of datasets that cannot grow without limit (layout version 4): an array of all chunks
 * in C order.
 */
final class FixedArrayChunks implements ChunkIndex {
  private final MetadataIo io;
  private final Grid maximal;
  private final boolean filtered;
  private final long chunkBytes;
  private final int chunkSizeWidth;
  private final int pageBits;
  private long[] header;
  private long[] block;

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
    header = new long[] {address, FixedArrayHeader.size(io.geometry())};
    if (h.dataBlockAddress() == Wire.UNDEFINED) {
      return;
    }
    long prefix = h.dataBlockPrefixSize(io.geometry());
    block = new long[] {h.dataBlockAddress(), h.dataBlockSize(io.geometry())};
    FixedArrayDataBlock b =
        io.read("Fixed array data block", h.dataBlockAddress(), prefix, FixedArrayDataBlock.of(h));
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
    if (block != null) {
      sink.release(block[0], block[1]);
      sink.release(header[0], header[1]);
      block = null;
    }
    if (table.size() == 0) {
      return Wire.UNDEFINED;
    }
    FixedArrayHeader h =
        new FixedArrayHeader(
            filtered,
            FixedArrayHeader.entrySize(io.geometry(), filtered, chunkSizeWidth),
            pageBits,
            chunks(-1),
            Wire.UNDEFINED);
    header =
        new long[] {
          sink.allocate(FixedArrayHeader.size(io.geometry())), FixedArrayHeader.size(io.geometry())
        };
    long size = h.dataBlockSize(io.geometry());
    block = new long[] {sink.allocate(size), size};
    h = h.withDataBlockAddress(block[0]);
    sink.put(header[0], io.encode(h, FixedArrayHeader::transfer));
    sink.put(block[0], encode(h, table, Math.toIntExact(size)));
    return header[0];
  }

  private byte[] encode(FixedArrayHeader h, ChunkTable table, int size) {
    ChunkElements all = ChunkElements.unwritten(Math.toIntExact(h.entries()), filtered);
    table.forEach(
        (scaled, r) -> {
          int i = (int) maximal.number(scaled);
          all.addresses()[i] = r.address();
          if (filtered) {
            all.sizes()[i] = r.size();
            all.filterMasks()[i] = r.filterMask();
          }
        });
    byte[] bitmap = new byte[(int) h.bitmapSize()];
    FixedArrayDataBlock b = new FixedArrayDataBlock(header[0], bitmap, h.isPaged() ? null : all);
    for (long p = 0; p < h.pages(); p++) {
      b.initializePage(p);
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(io.encode(b, FixedArrayDataBlock.of(h)));
    for (long p = 0; p < h.pages(); p++) {
      int from = (int) (p << h.pageBits());
      int to = from + h.entriesIn(p);
      ChunkElements page =
          new ChunkElements(
              Arrays.copyOfRange(all.addresses(), from, to),
              filtered ? Arrays.copyOfRange(all.sizes(), from, to) : null,
              filtered ? Arrays.copyOfRange(all.filterMasks(), from, to) : null);
      out.put(io.encode(page, FixedArrayDataBlock.page(h, p)));
    }
    return out.array();
  }
}
