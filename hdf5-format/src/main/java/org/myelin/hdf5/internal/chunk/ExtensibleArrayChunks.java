package org.myelin.hdf5.internal.chunk;

import java.util.HashSet;
import java.util.Set;
import org.myelin.hdf5.internal.format.level1.ChunkElements;
import org.myelin.hdf5.internal.format.level1.ExtensibleArrayDataBlock;
import org.myelin.hdf5.internal.format.level1.ExtensibleArrayHeader;
import org.myelin.hdf5.internal.format.level1.ExtensibleArrayIndexBlock;
import org.myelin.hdf5.internal.format.level1.ExtensibleArraySecondaryBlock;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.format.level2.ChunkIndexing;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Chunk index of datasets that can grow in one dimension: an extensible array. Only the blocks of
 * chunks that have changed are written, each where it is.
 */
final class ExtensibleArrayChunks implements ChunkIndex {
  private final MetadataIo io;
  private final ChunkIndexing.ExtensibleArray indexing;
  private final GrowingGrid grid;
  private final long chunkBytes;
  private final int sizeWidth;
  private ExtensibleArrayEditor editor;

  /**
   * @param sizeWidth bytes of a filtered chunk's size; 0 without filters
   */
  ExtensibleArrayChunks(
      MetadataIo io,
      ChunkIndexing.ExtensibleArray indexing,
      GrowingGrid grid,
      long chunkBytes,
      int sizeWidth) {
    this.io = io;
    this.indexing = indexing;
    this.grid = grid;
    this.chunkBytes = chunkBytes;
    this.sizeWidth = sizeWidth;
  }

  @Override
  public void load(long address, ChunkTable into) {
    ExtensibleArrayHeader h =
        io.read(
            "Extensible array header",
            address,
            ExtensibleArrayHeader.size(io.geometry()),
            ExtensibleArrayHeader::transfer);
    int entry = FixedArrayHeader.entrySize(io.geometry(), sizeWidth > 0, sizeWidth);
    if (h.filtered() != sizeWidth > 0 || h.entrySize() != entry) {
      throw io.corrupt(
          "Extensible array header",
          "element size",
          address,
          h.entrySize() + (h.filtered() ? " filtered" : ""),
          entry + (sizeWidth > 0 ? " filtered" : "") + " as the dataset's layout has it");
    }
    editor = new ExtensibleArrayEditor(io, grid, address, h);
    if (h.indexBlockAddress() != Wire.UNDEFINED && !grid.isEmpty()) {
      new Load(h, into).run();
    }
  }

  @Override
  public long store(MetadataSink sink, ChunkTable table) {
    if (editor == null) {
      if (table.size() == 0) {
        return Wire.UNDEFINED;
      }
      editor = ExtensibleArrayEditor.create(io, grid, sink, indexing, sizeWidth);
    }
    return editor.store(sink, table);
  }

  /** One walk over the array. */
  private final class Load {
    private final ExtensibleArrayHeader h;
    private final ChunkTable into;
    private final Set<Long> seen = new HashSet<>();

    Load(ExtensibleArrayHeader h, ChunkTable into) {
      this.h = h;
      this.into = into;
    }

    void run() {
      ExtensibleArrayIndexBlock index =
          io.read(
              "Extensible array index block",
              h.indexBlockAddress(),
              h.indexBlockSize(io.geometry()),
              ExtensibleArrayIndexBlock.of(h));
      editor.found(index);
      enter(index.elements(), 0);
      int next = 0;
      for (int level = 0; level < h.directLevels(); level++) {
        for (int i = 0; i < h.dataBlocks(level); i++) {
          dataBlock(index.dataBlocks()[next++], level, i, null);
        }
      }
      for (int i = 0; i < index.secondaryBlocks().length; i++) {
        if (index.secondaryBlocks()[i] != Wire.UNDEFINED) {
          secondaryBlock(index.secondaryBlocks()[i], h.directLevels() + i);
        }
      }
    }

    private void secondaryBlock(long at, int level) {
      pass("Extensible array secondary block", at);
      ExtensibleArraySecondaryBlock b =
          io.read(
              "Extensible array secondary block",
              at,
              h.secondaryBlockSize(io.geometry(), level),
              ExtensibleArraySecondaryBlock.of(h, level));
      checkOffset("Extensible array secondary block", at, b.blockOffset(), h.firstElement(level));
      editor.found(level, b);
      for (int i = 0; i < b.dataBlocks().length; i++) {
        dataBlock(b.dataBlocks()[i], level, i, b);
      }
    }

    private void dataBlock(long at, int level, long i, ExtensibleArraySecondaryBlock parent) {
      if (at == Wire.UNDEFINED) {
        return;
      }
      pass("Extensible array data block", at);
      long prefix = h.dataBlockPrefixSize(io.geometry(), level);
      ExtensibleArrayDataBlock b =
          io.read("Extensible array data block", at, prefix, ExtensibleArrayDataBlock.of(h, level));
      long first = h.firstElement(level) + i * h.elements(level);
      if (parent != null) {
        // below the index block, libhdf5 counts an offset from a wrong start; nobody needs it there
        checkOffset("Extensible array data block", at, b.blockOffset(), first);
      }
      if (b.elements() != null) {
        enter(b.elements(), h.indexElements() + first);
        return;
      }
      for (long p = 0; p < h.pages(level); p++) {
        // pages below the index block have no bitmap, so they are all there
        if (parent == null || parent.isPageInitialized(i * h.pages(level) + p)) {
          enter(
              io.read(
                  "Extensible array page",
                  at + prefix + p * h.pageSize(),
                  h.pageSize(),
                  ExtensibleArrayDataBlock.page(h)),
              h.indexElements() + first + (p << h.pageBits()));
        }
      }
    }

    private void pass(String structure, long at) {
      if (!seen.add(at)) {
        throw io.corrupt(structure, "address", at, "a block that was passed before", "a new one");
      }
    }

    private void checkOffset(String structure, long at, long found, long expected) {
      if (found != expected) {
        throw io.corrupt(structure, "block offset", at, "" + found, "" + expected);
      }
    }

    private void enter(ChunkElements e, long first) {
      long set = Math.min(e.addresses().length, h.behindLastSet() - first);
      for (int i = 0; i < set; i++) {
        if (e.addresses()[i] != Wire.UNDEFINED) {
          into.load(
              grid.scaled(first + i),
              new ChunkRecord(
                  e.addresses()[i],
                  sizeWidth > 0 ? e.sizes()[i] : chunkBytes,
                  sizeWidth > 0 ? e.filterMasks()[i] : 0));
        }
      }
    }
  }
}
