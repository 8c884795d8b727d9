package org.myelin.hdf5.internal.format.level0;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Superblock versions 2 and 3: short, checksummed, with room for more in an extension (an object
 * header). Version 3 gives the consistency flags a meaning.
 *
 * @param extensionAddress object header of the superblock extension, or undefined
 */
public record SuperblockV2(
    int version,
    Geometry geometry,
    long consistencyFlags,
    long baseAddress,
    long extensionAddress,
    long endOfFile,
    long rootHeaderAddress)
    implements Superblock {
  /** A superblock with 8-byte addresses at address 0. */
  public static SuperblockV2 of(int version, long endOfFile, long rootHeaderAddress) {
    return new SuperblockV2(
        version, Geometry.DEFAULT, 0, 0, Wire.UNDEFINED, endOfFile, rootHeaderAddress);
  }

  @Override
  public SuperblockV2 withEndOfFile(long end) {
    return new SuperblockV2(
        version, geometry, consistencyFlags, baseAddress, extensionAddress, end, rootHeaderAddress);
  }

  @Override
  public SuperblockV2 withConsistencyFlags(int flags) {
    return new SuperblockV2(
        version, geometry, flags, baseAddress, extensionAddress, endOfFile, rootHeaderAddress);
  }

  /** The same with another root group. */
  public SuperblockV2 withRootHeaderAddress(long address) {
    return new SuperblockV2(
        version, geometry, consistencyFlags, baseAddress, extensionAddress, endOfFile, address);
  }

  /** The same with another extension. */
  public SuperblockV2 withExtensionAddress(long address) {
    return new SuperblockV2(
        version, geometry, consistencyFlags, baseAddress, address, endOfFile, rootHeaderAddress);
  }

  @Override
  public byte[] encode() {
    return Wire.encode(geometry, this, SuperblockV2::transfer);
  }

  static SuperblockV2 transfer(Wire w, SuperblockV2 s) {
    Geometry g = w.geometry();
    w.signature(SIGNATURE);
    int version = w.version(s, SuperblockV2::version, 2, 3);
    w.constant("size of offsets", 1, g.sizeOfOffsets());
    w.constant("size of lengths", 1, g.sizeOfLengths());
    long flags = w.uvar("consistency flags", 1, s == null ? 0 : s.consistencyFlags());
    long base = w.definedOffset("base address", s, SuperblockV2::baseAddress);
    long extension = w.offset("extension address", s, SuperblockV2::extensionAddress);
    long end = w.definedOffset("end of file address", s, SuperblockV2::endOfFile);
    long root = w.definedOffset("root group address", s, SuperblockV2::rootHeaderAddress);
    w.checksum("checksum", 0);
    return new SuperblockV2(version, g, flags, base, extension, end, root);
  }
}
