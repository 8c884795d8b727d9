package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Header of the index of a chunked dataset with one unlimited dimension. Specification: appendix
 * C.D.
 *
 * <p>The first elements lie in the index block. The others lie in data blocks that get longer and
 * more numerous from one <em>level</em> (the specification's secondary block, real or not) to the
 * next; the index block points at the data blocks of the first levels itself, and at a secondary
 * block for each later level.
 *
 * @param filtered whether elements hold a size and a filter mask beside the address
 * @param entrySize bytes of an element
 * @param maxBits bits of the largest element number
 * @param indexElements elements in the index block
 * @param minElements elements of the shortest data block, a power of two
 * @param minPointers least data block pointers of a secondary block, a power of two
 * @param pageBits a page has 2^pageBits elements
 * @param statistics numbers and sizes of blocks, the highest element set, elements with room
 * @param indexBlockAddress of the {@link ExtensibleArrayIndexBlock}, or undefined
 */
public record ExtensibleArrayHeader(
    boolean filtered,
    int entrySize,
    int maxBits,
    int indexElements,
    int minElements,
    int minPointers,
    int pageBits,
    long[] statistics,
    long indexBlockAddress) {
  private static final int CHECKSUM = 4;
  private static final String[] STATISTICS = {
    "number of secondary blocks",
    "size of secondary blocks",
    "number of data blocks",
    "size of data blocks",
    "max index set",
    "number of elements"
  };

  /** Elements from this number on were never set, whatever their bytes say. */
  public long behindLastSet() {
    return statistics[4];
  }

  /** Bytes of the header. */
  public static int size(Geometry g) {
    return 12 + STATISTICS.length * g.sizeOfLengths() + g.sizeOfOffsets() + CHECKSUM;
  }

  /** Reads, writes, sizes, traces. */
  public static ExtensibleArrayHeader transfer(Wire w, ExtensibleArrayHeader h) {
    w.signature("EAHD");
    w.constant("version", 1, 0);
    int client = w.u8("client ID", h != null && h.filtered ? 1 : 0);
    if (client > 1) {
      throw w.corrupt("client ID", client, "0 or 1");
    }
    int entrySize = w.u8("element size", h, ExtensibleArrayHeader::entrySize);
    int least = w.geometry().sizeOfOffsets() + (client == 1 ? 5 : 0);
    if (entrySize < least || entrySize > least + 7 * client) {
      throw w.corrupt("element size", entrySize, least + (client == 1 ? " to " + (least + 7) : ""));
    }
    int maxBits = w.u8("max bits", h, ExtensibleArrayHeader::maxBits);
    if (maxBits < 1 || maxBits > 62) {
      throw w.corrupt("max bits", maxBits, "1 to 62");
    }
    int indexElements = w.u8("index elements", h, ExtensibleArrayHeader::indexElements);
    int minElements = powerOfTwo(w, "min elements", h == null ? 0 : h.minElements);
    int minPointers = powerOfTwo(w, "min pointers", h == null ? 0 : h.minPointers);
    int pageBits = w.u8("page bits", h, ExtensibleArrayHeader::pageBits);
    if (pageBits > 30) {
      throw w.corrupt("page bits", pageBits, "0 to 30");
    }
    if (2 * log2(minPointers) > 1 + maxBits - log2(minElements)) {
      throw w.corrupt("min pointers", minPointers, "what " + maxBits + " bits have levels for");
    }
    long[] statistics = new long[STATISTICS.length];
    for (int i = 0; i < statistics.length; i++) {
      statistics[i] = w.length(STATISTICS[i], h == null ? 0 : h.statistics[i]);
    }
    long block = w.offset("index block address", h, ExtensibleArrayHeader::indexBlockAddress);
    w.checksum("checksum", 0);
    return new ExtensibleArrayHeader(
        client == 1,
        entrySize,
        maxBits,
        indexElements,
        minElements,
        minPointers,
        pageBits,
        statistics,
        block);
  }

  private static int powerOfTwo(Wire w, String field, int value) {
    int n = w.u8(field, value);
    if (Integer.bitCount(n) != 1) {
      throw w.corrupt(field, n, "a power of two");
    }
    return n;
  }

  private static int log2(int n) {
    return 31 - Integer.numberOfLeadingZeros(n);
  }

  /** The same with these numbers and its index block at that address. */
  public ExtensibleArrayHeader with(long[] newStatistics, long newIndexBlockAddress) {
    return new ExtensibleArrayHeader(
        filtered,
        entrySize,
        maxBits,
        indexElements,
        minElements,
        minPointers,
        pageBits,
        newStatistics,
        newIndexBlockAddress);
  }

  int clientId() {
    return filtered ? 1 : 0;
  }

  /** Bytes of a block's offset in the array. */
  public int blockOffsetWidth() {
    return (maxBits + 7) / 8;
  }

  /** Number of levels of data blocks. */
  public int levels() {
    return 1 + maxBits - log2(minElements);
  }

  /** Number of levels whose data blocks the index block points at. */
  public int directLevels() {
    return 2 * log2(minPointers);
  }

  /** Data blocks of a level. */
  public long dataBlocks(int level) {
    return 1L << (level / 2);
  }

  /** Elements of each data block of a level. */
  public long elements(int level) {
    return (1L << ((level + 1) / 2)) * minElements;
  }

  /** First element of a level, not counting those in the index block. */
  public long firstElement(int level) {
    long first = 0;
    for (int l = 0; l < level; l++) {
      first += dataBlocks(l) * elements(l);
    }
    return first;
  }

  /** The level of an element, not counting those in the index block. */
  public int levelOf(long element) {
    int level = 0;
    while (element >= dataBlocks(level) * elements(level)) {
      element -= dataBlocks(level) * elements(level);
      level++;
    }
    return level;
  }

  /** Data block addresses in the index block. */
  public int directDataBlocks() {
    return 2 * (minPointers - 1);
  }

  /** Bytes of the index block. */
  public long indexBlockSize(Geometry g) {
    long pointers = directDataBlocks() + levels() - directLevels();
    return 6 + g.sizeOfOffsets() * (1 + pointers) + (long) indexElements * entrySize + CHECKSUM;
  }

  /** Pages of each data block of a level; 0 if they are not paged. */
  public long pages(int level) {
    return elements(level) > (1L << pageBits) ? elements(level) >>> pageBits : 0;
  }

  /** Bytes that say, for all data blocks of a level, which pages hold something. */
  public long bitmapSize(int level) {
    return dataBlocks(level) * ((pages(level) + 7) / 8);
  }

  /** Bytes of the secondary block of a level. */
  public long secondaryBlockSize(Geometry g, int level) {
    return 6
        + g.sizeOfOffsets() * (1 + dataBlocks(level))
        + blockOffsetWidth()
        + bitmapSize(level)
        + CHECKSUM;
  }

  /** Bytes of a level's data block up to its first page, or the whole if not paged. */
  public long dataBlockPrefixSize(Geometry g, int level) {
    return 6
        + g.sizeOfOffsets()
        + blockOffsetWidth()
        + (pages(level) == 0 ? elements(level) * entrySize : 0)
        + CHECKSUM;
  }

  /** Bytes of a level's data block with its pages. */
  public long dataBlockSize(Geometry g, int level) {
    return dataBlockPrefixSize(g, level) + pages(level) * pageSize();
  }

  /** Bytes of a page with its checksum. */
  public long pageSize() {
    return ((long) entrySize << pageBits) + CHECKSUM;
  }
}
