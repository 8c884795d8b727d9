package org.myelin.hdf5.internal.format.level0;

import org.myelin.hdf5.internal.format.level1.SymbolTableEntry;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Superblock versions 0 and 1: the root group is a symbol table entry.
 *
 * @param groupLeafK half the entries of a symbol table node
 * @param groupInternalK half the children of a group's B-tree node
 * @param indexedStorageK half the children of a chunk B-tree node; {@link #DEFAULT_STORAGE_K} in
 *     version 0
 * @param freeSpaceAddress of global free space, never used
 * @param driverInfoAddress of the driver information block, or undefined
 * @param root the root group
 */
public record SuperblockV0(
    int version,
    Geometry geometry,
    int groupLeafK,
    int groupInternalK,
    long consistencyFlags,
    int indexedStorageK,
    long baseAddress,
    long freeSpaceAddress,
    long endOfFile,
    long driverInfoAddress,
    SymbolTableEntry root)
    implements Superblock {
  /** Entries of half a symbol table node unless chosen otherwise. */
  public static final int DEFAULT_LEAF_K = 4;

  /** Children of half a group B-tree node unless chosen otherwise. */
  public static final int DEFAULT_INTERNAL_K = 16;

  /** Children of half a chunk B-tree node unless chosen otherwise. */
  public static final int DEFAULT_STORAGE_K = 32;

  /** A version 0 superblock with the defaults of libhdf5 at address 0. */
  public static SuperblockV0 of(long endOfFile, SymbolTableEntry root) {
    return new SuperblockV0(
        0,
        Geometry.DEFAULT,
        DEFAULT_LEAF_K,
        DEFAULT_INTERNAL_K,
        0,
        DEFAULT_STORAGE_K,
        0,
        Wire.UNDEFINED,
        endOfFile,
        Wire.UNDEFINED,
        root);
  }

  @Override
  public long rootHeaderAddress() {
    return root.headerAddress();
  }

  @Override
  public SuperblockV0 withEndOfFile(long end) {
    return new SuperblockV0(
        version,
        geometry,
        groupLeafK,
        groupInternalK,
        consistencyFlags,
        indexedStorageK,
        baseAddress,
        freeSpaceAddress,
        end,
        driverInfoAddress,
        root);
  }

  @Override
  public SuperblockV0 withConsistencyFlags(int flags) {
    return new SuperblockV0(
        version,
        geometry,
        groupLeafK,
        groupInternalK,
        flags,
        indexedStorageK,
        baseAddress,
        freeSpaceAddress,
        endOfFile,
        driverInfoAddress,
        root);
  }

  /** The same with another root group. */
  public SuperblockV0 withRoot(SymbolTableEntry newRoot) {
    return new SuperblockV0(
        version,
        geometry,
        groupLeafK,
        groupInternalK,
        consistencyFlags,
        indexedStorageK,
        baseAddress,
        freeSpaceAddress,
        endOfFile,
        driverInfoAddress,
        newRoot);
  }

  @Override
  public byte[] encode() {
    return Wire.encode(geometry, this, SuperblockV0::transfer);
  }

  static SuperblockV0 transfer(Wire w, SuperblockV0 s) {
    Geometry g = w.geometry();
    w.signature(SIGNATURE);
    int version = w.version(s, SuperblockV0::version, 0, 1);
    w.constant("free-space storage version", 1, 0);
    w.constant("root group symbol table version", 1, 0);
    w.zeros("reserved", 1);
    w.constant("shared header message version", 1, 0);
    w.constant("size of offsets", 1, g.sizeOfOffsets());
    w.constant("size of lengths", 1, g.sizeOfLengths());
    w.zeros("reserved", 1);
    int leafK =
        positive(w, "group leaf node k", w.u16("group leaf node k", s, SuperblockV0::groupLeafK));
    int internalK =
        positive(
            w,
            "group internal node k",
            w.u16("group internal node k", s, SuperblockV0::groupInternalK));
    long flags = w.u32("consistency flags", s, SuperblockV0::consistencyFlags);
    int storageK = DEFAULT_STORAGE_K;
    if (version == 1) {
      storageK =
          positive(
              w, "indexed storage k", w.u16("indexed storage k", s, SuperblockV0::indexedStorageK));
      w.zeros("reserved", 2);
    }
    long base = w.definedOffset("base address", s, SuperblockV0::baseAddress);
    long freeSpace = w.offset("free-space address", s, SuperblockV0::freeSpaceAddress);
    long end = w.definedOffset("end of file address", s, SuperblockV0::endOfFile);
    long driver = w.offset("driver information address", s, SuperblockV0::driverInfoAddress);
    SymbolTableEntry root =
        w.item("root group", s == null ? null : s.root(), SymbolTableEntry::transfer);
    return new SuperblockV0(
        version, g, leafK, internalK, flags, storageK, base, freeSpace, end, driver, root);
  }

  private static int positive(Wire w, String field, int k) {
    if (k == 0) {
      throw w.corrupt(field, 0, "at least 1");
    }
    return k;
  }
}
