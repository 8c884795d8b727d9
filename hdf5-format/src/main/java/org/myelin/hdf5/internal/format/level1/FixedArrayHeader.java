package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Header of the index of a chunked dataset that cannot grow. Specification: appendix C.C.
 *
 * @param filtered whether elements hold a size and a filter mask beside the address
 * @param entrySize bytes of an element
 * @param pageBits a page has 2^pageBits elements
 * @param entries number of chunks
 * @param dataBlockAddress of the {@link FixedArrayDataBlock}, or undefined
 */
public record FixedArrayHeader(
    boolean filtered, int entrySize, int pageBits, long entries, long dataBlockAddress) {
  /** What libhdf5 takes for pages. */
  public static final int DEFAULT_PAGE_BITS = 10;

  private static final int CHECKSUM = 4;

  /** Bytes of the header. */
  public static int size(Geometry g) {
    return 8 + g.sizeOfLengths() + g.sizeOfOffsets() + CHECKSUM;
  }

  /**
   * Bytes of an element: the address, and if filtered the chunk size of so many bytes and the mask.
   */
  public static int entrySize(Geometry g, boolean filtered, int chunkSizeWidth) {
    return g.sizeOfOffsets() + (filtered ? chunkSizeWidth + 4 : 0);
  }

  /** Reads, writes, sizes, traces. */
  public static FixedArrayHeader transfer(Wire w, FixedArrayHeader h) {
    w.signature("FAHD");
    w.constant("version", 1, 0);
    boolean filtered = filtered(w, h);
    int entrySize = w.u8("entry size", h, FixedArrayHeader::entrySize);
    int least = w.geometry().sizeOfOffsets() + (filtered ? 5 : 0);
    if (filtered ? entrySize < least || entrySize > least + 7 : entrySize != least) {
      throw w.corrupt("entry size", entrySize, least + (filtered ? " to " + (least + 7) : ""));
    }
    int pageBits = w.u8("page bits", h, FixedArrayHeader::pageBits);
    if (pageBits < 1 || pageBits > 30) {
      throw w.corrupt("page bits", pageBits, "1 to 30");
    }
    long entries = w.length("max num entries", h, FixedArrayHeader::entries);
    if (entries < 1 || entries > Long.MAX_VALUE / 512) {
      throw w.corrupt("max num entries", entries, "at least 1, and no more than a file can hold");
    }
    long block = w.offset("data block address", h, FixedArrayHeader::dataBlockAddress);
    w.checksum("checksum", 0);
    return new FixedArrayHeader(filtered, entrySize, pageBits, entries, block);
  }

  private static boolean filtered(Wire w, FixedArrayHeader h) {
    int client = w.u8("client ID", h != null && h.filtered() ? 1 : 0);
    if (client > 1) {
      throw w.corrupt("client ID", client, "0 or 1");
    }
    return client == 1;
  }

  /** The same with its data block at that address. */
  public FixedArrayHeader withDataBlockAddress(long address) {
    return new FixedArrayHeader(filtered, entrySize, pageBits, entries, address);
  }

  /** Elements of a page. */
  public long entriesPerPage() {
    return 1L << pageBits;
  }

  /** Whether the elements lie in pages behind the data block, and not in it. */
  public boolean isPaged() {
    return entries > entriesPerPage();
  }

  /** Number of pages; 0 if not paged. */
  public long pages() {
    return isPaged() ? (entries + entriesPerPage() - 1) >>> pageBits : 0;
  }

  /** Elements in that page: the last may have fewer. */
  public int entriesIn(long page) {
    return (int) Math.min(entriesPerPage(), entries - (page << pageBits));
  }

  /** Bytes of the bitmap that says which pages hold something. */
  public long bitmapSize() {
    return (pages() + 7) / 8;
  }

  /** Bytes of the data block up to its first page, or the whole if not paged. */
  public long dataBlockPrefixSize(Geometry g) {
    return 6 + g.sizeOfOffsets() + bitmapSize() + CHECKSUM + (isPaged() ? 0 : entries * entrySize);
  }

  /** Bytes of the data block with its pages. */
  public long dataBlockSize(Geometry g) {
    return dataBlockPrefixSize(g) + (isPaged() ? entries * entrySize + pages() * CHECKSUM : 0);
  }

  /** Bytes of that page. */
  public long pageSize(long page) {
    return (long) entriesIn(page) * entrySize + CHECKSUM;
  }

  /** Where that page starts, from the start of the data block. */
  public long pageOffset(Geometry g, long page) {
    return dataBlockPrefixSize(g) + page * (entriesPerPage() * entrySize + CHECKSUM);
  }
}
