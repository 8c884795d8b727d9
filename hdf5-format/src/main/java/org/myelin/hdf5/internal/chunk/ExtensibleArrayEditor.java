package org.myelin.hdf5.internal.chunk;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.TreeSet;
import org.myelin.hdf5.UnsupportedFormatException;
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
 * The blocks of one extensible array, and how they are changed: a block or page is made when one of
 * its elements is first set, and then stays where it is. Specification: appendix C.D.
 */
final class ExtensibleArrayEditor {
  private static final int SECONDARY_BLOCKS = 0;
  private static final int SECONDARY_BYTES = 1;
  private static final int DATA_BLOCKS = 2;
  private static final int DATA_BYTES = 3;
  private static final int MAX_INDEX_SET = 4;
  private static final int ELEMENTS = 5;

  private final MetadataIo io;
  private final GrowingGrid grid;
  private final long address;
  private final TreeMap<Integer, ExtensibleArraySecondaryBlock> secondary = new TreeMap<>();
  private ExtensibleArrayHeader header;
  private ExtensibleArrayIndexBlock index;

  /** Of an array in the file, whose blocks are told by {@code found}. */
  ExtensibleArrayEditor(
      MetadataIo io, GrowingGrid grid, long address, ExtensibleArrayHeader header) {
    this.io = io;
    this.grid = grid;
    this.address = address;
    this.header = header;
  }

  /** Of a new array. */
  static ExtensibleArrayEditor create(
      MetadataIo io,
      GrowingGrid grid,
      MetadataSink sink,
      ChunkIndexing.ExtensibleArray parameters,
      int sizeWidth) {
    ExtensibleArrayHeader h =
        new ExtensibleArrayHeader(
            sizeWidth > 0,
            FixedArrayHeader.entrySize(io.geometry(), sizeWidth > 0, sizeWidth),
            parameters.maxBits(),
            parameters.indexElements(),
            parameters.minElements(),
            parameters.minPointers(),
            parameters.pageBits(),
            new long[6],
            Wire.UNDEFINED);
    long at = sink.allocate(ExtensibleArrayHeader.size(io.geometry()));
    return new ExtensibleArrayEditor(io, grid, at, h);
  }

  /** Tells the index block that the file has. */
  void found(ExtensibleArrayIndexBlock block) {
    index = block;
  }

  /** Tells the secondary block of a level that the file has. */
  void found(int level, ExtensibleArraySecondaryBlock block) {
    secondary.put(level, block);
  }

  /** Writes the blocks of all chunks that have changed; returns the array's address. */
  long store(MetadataSink sink, ChunkTable table) {
    new Change(sink, table).run();
    return address;
  }

  /** One pass over what has changed. */
  private final class Change {
    private final MetadataSink sink;
    private final ChunkTable table;
    private final long[] statistics = header.statistics().clone();
    private final TreeSet<Integer> changedSecondary = new TreeSet<>();

    /** By the first element of a data block, its pages; none if it has no pages. */
    private final TreeMap<Long, TreeSet<Long>> changedData = new TreeMap<>();

    private boolean changedIndex;

    Change(MetadataSink sink, ChunkTable table) {
      this.sink = sink;
      this.table = table;
    }

    void run() {
      makeIndex();
      for (long[] scaled : table.changed()) {
        long number = grid.number(scaled);
        boolean set = table.find(scaled) != null;
        if (set) {
          statistics[MAX_INDEX_SET] = Math.max(statistics[MAX_INDEX_SET], number + 1);
        }
        long room = Math.min(header.firstElement(header.levels()), 1L << header.maxBits());
        if (set && number - header.indexElements() >= room) {
          throw new UnsupportedFormatException(
              io.file()
                  + ": chunk "
                  + number
                  + " of a dataset that can grow in one dimension: its index has room for 2^"
                  + header.maxBits()
                  + "; use larger chunks");
        }
        if (number < header.indexElements()) {
          changedIndex = true;
        } else {
          touch(number - header.indexElements(), set);
        }
      }
      changedData.forEach(this::putData);
      for (int level : changedSecondary) {
        put(
            index.secondaryBlocks()[level - header.directLevels()],
            secondary.get(level),
            ExtensibleArraySecondaryBlock.of(header, level));
      }
      if (changedIndex) {
        putIndex();
      }
      header = header.with(statistics, header.indexBlockAddress());
      put(address, header, ExtensibleArrayHeader::transfer);
    }

    private void makeIndex() {
      if (index == null) {
        index =
            new ExtensibleArrayIndexBlock(
                address,
                null,
                undefined(header.directDataBlocks()),
                undefined(header.levels() - header.directLevels()));
        header = header.with(statistics, sink.allocate(header.indexBlockSize(io.geometry())));
        statistics[ELEMENTS] += header.indexElements();
        changedIndex = true;
      }
    }

    private void putIndex() {
      ChunkElements first = elements(0, header.indexElements());
      put(
          header.indexBlockAddress(),
          new ExtensibleArrayIndexBlock(
              address, first, index.dataBlocks(), index.secondaryBlocks()),
          ExtensibleArrayIndexBlock.of(header));
    }

    /** Makes room for the element if it is set, and marks where it is as changed. */
    private void touch(long element, boolean set) {
      int level = header.levelOf(element);
      long inLevel = element - header.firstElement(level);
      int block = (int) (inLevel / header.elements(level));
      if (dataBlocks(level) == null || dataBlocks(level)[slot(level, block)] == Wire.UNDEFINED) {
        if (!set) {
          return;
        }
        make(level, block);
      }
      TreeSet<Long> pages =
          changedData.computeIfAbsent(
              element - inLevel % header.elements(level), first -> new TreeSet<>());
      if (header.pages(level) > 0) {
        pages.add((inLevel % header.elements(level)) >>> header.pageBits());
      }
    }

    private void make(int level, int block) {
      if (level < header.directLevels()) {
        changedIndex = true;
      } else {
        if (!secondary.containsKey(level)) {
          makeSecondary(level);
        }
        changedSecondary.add(level);
      }
      long size = header.dataBlockSize(io.geometry(), level);
      long at = sink.allocate(size);
      dataBlocks(level)[slot(level, block)] = at;
      statistics[DATA_BLOCKS]++;
      statistics[DATA_BYTES] += size;
      statistics[ELEMENTS] += header.elements(level);
      if (header.pages(level) > 0) {
        put(
            at,
            new ExtensibleArrayDataBlock(address, offset(level, block), null),
            ExtensibleArrayDataBlock.of(header, level));
      }
    }

    private void makeSecondary(int level) {
      long size = header.secondaryBlockSize(io.geometry(), level);
      index.secondaryBlocks()[level - header.directLevels()] = sink.allocate(size);
      secondary.put(
          level,
          new ExtensibleArraySecondaryBlock(
              address,
              header.firstElement(level),
              new byte[Math.toIntExact(header.bitmapSize(level))],
              undefined(Math.toIntExact(header.dataBlocks(level)))));
      statistics[SECONDARY_BLOCKS]++;
      statistics[SECONDARY_BYTES] += size;
      changedIndex = true;
    }

    private void putData(long first, TreeSet<Long> pages) {
      int level = header.levelOf(first);
      int block = (int) ((first - header.firstElement(level)) / header.elements(level));
      long at = dataBlocks(level)[slot(level, block)];
      if (pages.isEmpty()) {
        put(
            at,
            new ExtensibleArrayDataBlock(
                address, offset(level, block), elements(in(first), header.elements(level))),
            ExtensibleArrayDataBlock.of(header, level));
        return;
      }
      long prefix = header.dataBlockPrefixSize(io.geometry(), level);
      for (long page : pages) {
        if (level >= header.directLevels()
            && secondary.get(level).initializePage(block * header.pages(level) + page)) {
          changedSecondary.add(level);
        }
        put(
            at + prefix + page * header.pageSize(),
            elements(in(first + (page << header.pageBits())), 1L << header.pageBits()),
            ExtensibleArrayDataBlock.page(header));
      }
    }

    private long in(long element) {
      return header.indexElements() + element;
    }

    private ChunkElements elements(long first, long n) {
      ChunkElements all = ChunkElements.unwritten(Math.toIntExact(n), header.filtered());
      for (int i = 0; i < n; i++) {
        ChunkRecord r = table.find(grid.scaled(first + i));
        if (r != null) {
          all.set(i, r.address(), r.size(), r.filterMask());
        }
      }
      return all;
    }

    private <R> void put(long at, R block, Wire.Description<R> description) {
      sink.put(at, io.encode(block, description));
    }
  }

  /** The addresses among which those of the level's data blocks are; null if there are none. */
  private long[] dataBlocks(int level) {
    if (level < header.directLevels()) {
      return index.dataBlocks();
    }
    ExtensibleArraySecondaryBlock s = secondary.get(level);
    return s == null ? null : s.dataBlocks();
  }

  private int slot(int level, int block) {
    int before = 0;
    if (level < header.directLevels()) {
      for (int l = 0; l < level; l++) {
        before += (int) header.dataBlocks(l);
      }
    }
    return before + block;
  }

  /** What libhdf5 writes: below the index block it counts data blocks through all levels. */
  private long offset(int level, int block) {
    return header.firstElement(level) + slot(level, block) * header.elements(level);
  }

  private static long[] undefined(int n) {
    long[] all = new long[n];
    Arrays.fill(all, Wire.UNDEFINED);
    return all;
  }
}
