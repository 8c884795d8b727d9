package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Header of a fractal heap. Specification: III.G.
 *
 * @param idLength bytes of a heap ID
 * @param flags bit 1: direct blocks have checksums
 * @param maxManaged bytes of the largest object that lies in a block
 * @param statistics numbers and sizes that only writers need
 * @param hugeTree address of the version 2 B-tree of huge objects, or undefined
 * @param freeSpaceManager address, or undefined
 * @param tableWidth blocks of a row
 * @param startBlockSize bytes of the first row's blocks, a power of two
 * @param maxDirectSize bytes of the largest direct block, a power of two
 * @param maxHeapBits bits of an offset in the heap
 * @param startRows rows of the root indirect block at first
 * @param rootAddress of the root block, undefined while there is none
 * @param rootRows rows of the root indirect block; 0 if the root is a direct block
 * @param filters a filter pipeline message for blocks and huge objects; empty if none
 * @param rootFilteredSize stored bytes of a filtered root direct block
 * @param rootFilterMask bit i set: filter i was left out of it
 */
public record FractalHeapHeader(
    int idLength,
    int flags,
    long maxManaged,
    long[] statistics,
    long hugeTree,
    long freeSpaceManager,
    int tableWidth,
    long startBlockSize,
    long maxDirectSize,
    int maxHeapBits,
    int startRows,
    long rootAddress,
    int rootRows,
    byte[] filters,
    long rootFilteredSize,
    int rootFilterMask) {
  private static final int CHECKSUMS = 2;
  private static final String[] STATISTICS = {
    "amount of free space in managed blocks",
    "amount of managed space in heap",
    "amount of allocated managed space in heap",
    "offset of direct block allocation iterator",
    "number of managed objects",
    "size of huge objects",
    "number of huge objects",
    "size of tiny objects",
    "number of tiny objects"
  };
  private static final int NEXT_HUGE_ID = STATISTICS.length;

  /** Bytes of a header without filters. */
  public static int baseSize(Geometry g) {
    return 26 + 12 * g.sizeOfLengths() + 3 * g.sizeOfOffsets();
  }

  /** Position of the filters' length, from the header's start. */
  public static final int FILTERS_LENGTH_AT = 7;

  /** Bytes of the header, if that much describes its filters. */
  public static int size(Geometry g, int filtersLength) {
    return baseSize(g) + (filtersLength == 0 ? 0 : g.sizeOfLengths() + 4 + filtersLength);
  }

  /** Reads, writes, sizes, traces. */
  public static FractalHeapHeader transfer(Wire w, FractalHeapHeader h) {
    w.signature("FRHP");
    w.version(0, 0, 0);
    int idLength = w.u16("heap ID length", h, FractalHeapHeader::idLength);
    int filtersLength = w.u16("I/O filters' encoded length", h, x -> x.filters.length);
    int flags = w.u8("flags", h, FractalHeapHeader::flags);
    long maxManaged = w.u32("maximum size of managed objects", h, FractalHeapHeader::maxManaged);
    long[] s = new long[STATISTICS.length + 1];
    s[NEXT_HUGE_ID] = w.length("next huge object ID", h == null ? 0 : h.statistics[NEXT_HUGE_ID]);
    long huge = w.offset("v2 B-tree address of huge objects", h, FractalHeapHeader::hugeTree);
    statistic(w, h, s, 0);
    long free = w.offset("address of managed block free space manager", h, x -> x.freeSpaceManager);
    for (int i = 1; i < STATISTICS.length; i++) {
      statistic(w, h, s, i);
    }
    int width = w.u16("table width", h, FractalHeapHeader::tableWidth);
    long start = w.length("starting block size", h, FractalHeapHeader::startBlockSize);
    long maxDirect = w.length("maximum direct block size", h, FractalHeapHeader::maxDirectSize);
    int bits = w.u16("maximum heap size", h, FractalHeapHeader::maxHeapBits);
    checkTable(w, idLength, width, start, maxDirect, bits);
    int startRows = w.u16("starting # of rows in root indirect block", h, x -> x.startRows);
    long root = w.offset("address of root block", h, FractalHeapHeader::rootAddress);
    int rows = w.u16("current # of rows in root indirect block", h, x -> x.rootRows);
    int maxRows = bits - log2(start) - log2(width) + 1;
    if (rows > maxRows) {
      throw w.corrupt("current # of rows in root indirect block", rows, "at most " + maxRows);
    }
    long size = 0;
    int mask = 0;
    byte[] filters = new byte[0];
    if (filtersLength > 0) {
      size = w.length("size of filtered root direct block", h, x -> x.rootFilteredSize);
      mask = (int) w.u32("I/O filter mask", h, x -> x.rootFilterMask & 0xffffffffL);
      filters = w.bytes("I/O filter information", filtersLength, h, x -> x.filters);
    }
    w.checksum("checksum", 0);
    return new FractalHeapHeader(
        idLength,
        flags,
        maxManaged,
        s,
        huge,
        free,
        width,
        start,
        maxDirect,
        bits,
        startRows,
        root,
        rows,
        filters,
        size,
        mask);
  }

  private static void statistic(Wire w, FractalHeapHeader h, long[] s, int i) {
    s[i] = w.length(STATISTICS[i], h == null ? 0 : h.statistics[i]);
  }

  private static void checkTable(
      Wire w, int idLength, int width, long start, long maxDirect, int bits) {
    if (idLength < 2 || idLength > 4096) {
      throw w.corrupt("heap ID length", idLength, "2 to 4096");
    }
    if (Integer.bitCount(width) != 1) {
      throw w.corrupt("table width", width, "a power of two");
    }
    if (Long.bitCount(start) != 1 || start > 1 << 30) {
      throw w.corrupt("starting block size", start, "a power of two up to 2^30");
    }
    if (Long.bitCount(maxDirect) != 1 || maxDirect < start || maxDirect > 1 << 30) {
      throw w.corrupt("maximum direct block size", maxDirect, "a power of two up to 2^30");
    }
    if (bits > 62 || bits < log2(maxDirect) || bits < log2(start) + log2(width)) {
      throw w.corrupt("maximum heap size", bits, "bits for a row of blocks, up to 62");
    }
  }

  static int log2(long n) {
    return 63 - Long.numberOfLeadingZeros(n);
  }

  /** Whether blocks and huge objects go through filters. */
  public boolean filtered() {
    return filters.length > 0;
  }

  /** Whether direct blocks have checksums. */
  public boolean checksums() {
    return (flags & CHECKSUMS) != 0;
  }

  /** Number of huge objects. */
  public long hugeObjects() {
    return statistics[6];
  }

  /** Bytes of an offset in heap IDs and blocks. */
  public int offsetWidth() {
    return (maxHeapBits + 7) / 8;
  }

  /** Bytes of a managed object's length in heap IDs. */
  public int lengthWidth() {
    return Math.min((log2(maxDirectSize) + 7) / 8, (log2(Math.max(1, maxManaged)) + 7) / 8);
  }

  /** Rows of direct blocks; further rows hold indirect ones. */
  public int directRows() {
    return log2(maxDirectSize) - log2(startBlockSize) + 2;
  }

  /** Bytes that each block of a row covers. */
  public long blockSize(int row) {
    return row == 0 ? startBlockSize : startBlockSize << (row - 1);
  }

  /** Rows of the indirect block that covers so many bytes. */
  public int rowsOf(long size) {
    return log2(size) - log2(startBlockSize) - log2(tableWidth) + 1;
  }

  /** The row in which an offset lies, counted from the start of an indirect block. */
  public int row(long offset) {
    int firstRowBits = log2(startBlockSize) + log2(tableWidth);
    return offset >>> firstRowBits == 0 ? 0 : log2(offset) - firstRowBits + 1;
  }

  /** Where a row begins, counted from the start of an indirect block. */
  public long rowStart(int row) {
    return row == 0 ? 0 : startBlockSize * tableWidth << (row - 1);
  }

  /** Bytes of an indirect block with so many rows. */
  public long indirectSize(Geometry g, int rows) {
    long direct = (long) Math.min(rows, directRows()) * tableWidth;
    long indirect = (long) Math.max(0, rows - directRows()) * tableWidth;
    long entry = g.sizeOfOffsets() + (filtered() ? g.sizeOfLengths() + 4 : 0);
    return 5
        + g.sizeOfOffsets()
        + offsetWidth()
        + direct * entry
        + indirect * g.sizeOfOffsets()
        + 4;
  }
}
