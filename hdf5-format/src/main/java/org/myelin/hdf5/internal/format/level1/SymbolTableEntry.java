package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * One link of a symbol-table group, or the root group in superblocks 0 and 1. Specification: III.C.
 *
 * @param nameOffset of the name in the group's local heap
 * @param headerAddress of the object header; undefined for soft links
 * @param cacheType {@link #NOTHING_CACHED}, {@link #GROUP_CACHED} or {@link #SOFT_LINK}
 * @param btreeAddress for a cached group its B-tree, otherwise undefined
 * @param heapAddress for a cached group its local heap, otherwise undefined
 * @param softLinkOffset for a soft link the offset of its target in the local heap, otherwise 0
 */
public record SymbolTableEntry(
    long nameOffset,
    long headerAddress,
    int cacheType,
    long btreeAddress,
    long heapAddress,
    long softLinkOffset) {
  /** A hard link, nothing more known. */
  public static final int NOTHING_CACHED = 0;

  /** A hard link to a group whose symbol table is known. */
  public static final int GROUP_CACHED = 1;

  /** A soft link. */
  public static final int SOFT_LINK = 2;

  private static final int SCRATCH = 16;

  /** A hard link. */
  public static SymbolTableEntry hard(long nameOffset, long headerAddress) {
    return new SymbolTableEntry(
        nameOffset, headerAddress, NOTHING_CACHED, Wire.UNDEFINED, Wire.UNDEFINED, 0);
  }

  /** A hard link to a symbol-table group. */
  public static SymbolTableEntry group(long nameOffset, long header, long btree, long heap) {
    return new SymbolTableEntry(nameOffset, header, GROUP_CACHED, btree, heap, 0);
  }

  /** A soft link. */
  public static SymbolTableEntry soft(long nameOffset, long targetOffset) {
    return new SymbolTableEntry(
        nameOffset, Wire.UNDEFINED, SOFT_LINK, Wire.UNDEFINED, Wire.UNDEFINED, targetOffset);
  }

  /** Bytes of an entry. */
  public static int size(Geometry g) {
    return g.sizeOfLengths() + g.sizeOfOffsets() + 8 + SCRATCH;
  }

  /** Reads, writes, sizes, traces. */
  public static SymbolTableEntry transfer(Wire w, SymbolTableEntry e) {
    // the specification calls the name's offset an offset; libhdf5 gives it the width of a length
    long name = w.length("link name offset", e, SymbolTableEntry::nameOffset);
    long header = w.offset("object header address", e, SymbolTableEntry::headerAddress);
    int cache = (int) w.u32("cache type", e, SymbolTableEntry::cacheType);
    w.zeros("reserved", 4);
    long start = w.position();
    long btree = Wire.UNDEFINED;
    long heap = Wire.UNDEFINED;
    long soft = 0;
    switch (cache) {
      case NOTHING_CACHED -> {}
      case GROUP_CACHED -> {
        btree = w.offset("B-tree address", e, SymbolTableEntry::btreeAddress);
        heap = w.offset("name heap address", e, SymbolTableEntry::heapAddress);
      }
      case SOFT_LINK -> soft = w.u32("offset to link value", e, SymbolTableEntry::softLinkOffset);
      default -> throw w.corrupt("cache type", cache, "0, 1 or 2");
    }
    w.zeros("scratch-pad space", SCRATCH - (w.position() - start));
    return new SymbolTableEntry(name, header, cache, btree, heap, soft);
  }
}
