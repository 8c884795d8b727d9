package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Prefix of a version 2 object header. Specification: IV.A.1.b.
 *
 * @param flags see the constants; the lowest two bits, the width of the block size, are found when
 *     writing
 * @param accessTime seconds since 1970, 0 unless {@link #TIMES}
 * @param modificationTime seconds since 1970, 0 unless {@link #TIMES}
 * @param changeTime seconds since 1970, 0 unless {@link #TIMES}
 * @param birthTime seconds since 1970, 0 unless {@link #TIMES}
 * @param maxCompact attributes above which they become dense, 0 unless {@link #PHASE_CHANGE}
 * @param minDense attributes below which they become messages, 0 unless {@link #PHASE_CHANGE}
 * @param blockSize bytes of messages in the first block, with the gap
 */
public record ObjectHeaderPrefixV2(
    int flags,
    long accessTime,
    long modificationTime,
    long changeTime,
    long birthTime,
    int maxCompact,
    int minDense,
    long blockSize)
    implements ObjectHeaderPrefix {
  /** Attributes carry their creation order. */
  public static final int ORDER_TRACKED = 0x04;

  /** Attributes are indexed by creation order. */
  public static final int ORDER_INDEXED = 0x08;

  /** The limits between compact and dense attributes are not the defaults. */
  public static final int PHASE_CHANGE = 0x10;

  /** The four times are there. */
  public static final int TIMES = 0x20;

  private static final int SIZE_WIDTH = 0x03;
  private static final int CHECKSUM = 4;

  /** A header without times or limits. */
  public static ObjectHeaderPrefixV2 plain(long blockSize) {
    return of(0, blockSize);
  }

  /** A header whose four times are the same. */
  public static ObjectHeaderPrefixV2 timed(long seconds, long blockSize) {
    return new ObjectHeaderPrefixV2(
        TIMES | widthCode(blockSize), seconds, seconds, seconds, seconds, 0, 0, blockSize);
  }

  private static ObjectHeaderPrefixV2 of(int flags, long blockSize) {
    return new ObjectHeaderPrefixV2(
        flags & ~SIZE_WIDTH | widthCode(blockSize), 0, 0, 0, 0, 0, 0, blockSize);
  }

  /** The same, changed at that time, and made then if it is new. */
  public ObjectHeaderPrefixV2 changed(long seconds) {
    return new ObjectHeaderPrefixV2(
        flags,
        seconds,
        seconds,
        seconds,
        birthTime == 0 ? seconds : birthTime,
        maxCompact,
        minDense,
        blockSize);
  }

  private static int widthCode(long size) {
    return size <= 0xff ? 0 : size <= 0xffff ? 1 : size <= 0xffffffffL ? 2 : 3;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public boolean tracksCreationOrder() {
    return (flags & ORDER_TRACKED) != 0;
  }

  @Override
  public int encodedSize() {
    return 6
        + ((flags & TIMES) != 0 ? 16 : 0)
        + ((flags & PHASE_CHANGE) != 0 ? 4 : 0)
        + (1 << (flags & SIZE_WIDTH));
  }

  @Override
  public long firstBlockSize() {
    return encodedSize() + blockSize + CHECKSUM;
  }

  /** Takes the least width for the new size, so the prefix itself may change its length. */
  @Override
  public ObjectHeaderPrefixV2 withBlockSize(long newSize) {
    return new ObjectHeaderPrefixV2(
        flags & ~SIZE_WIDTH | widthCode(newSize),
        accessTime,
        modificationTime,
        changeTime,
        birthTime,
        maxCompact,
        minDense,
        newSize);
  }

  static ObjectHeaderPrefixV2 transfer(Wire w, ObjectHeaderPrefixV2 p) {
    w.signature("OHDR");
    w.version(2, 2, 2);
    int flags = w.u8("flags", p, ObjectHeaderPrefixV2::flags);
    if ((flags & 0xc0) != 0) {
      throw w.corrupt("flags", "0x" + Integer.toHexString(flags), "bits 0 to 5 only");
    }
    long[] times = new long[4];
    if ((flags & TIMES) != 0) {
      times[0] = w.u32("access time", p, ObjectHeaderPrefixV2::accessTime);
      times[1] = w.u32("modification time", p, ObjectHeaderPrefixV2::modificationTime);
      times[2] = w.u32("change time", p, ObjectHeaderPrefixV2::changeTime);
      times[3] = w.u32("birth time", p, ObjectHeaderPrefixV2::birthTime);
    }
    boolean phase = (flags & PHASE_CHANGE) != 0;
    int max = phase ? w.u16("maximum compact attributes", p, ObjectHeaderPrefixV2::maxCompact) : 0;
    int min = phase ? w.u16("minimum dense attributes", p, ObjectHeaderPrefixV2::minDense) : 0;
    long size = w.uvar("size of chunk #0", 1 << (flags & SIZE_WIDTH), p == null ? 0 : p.blockSize);
    if (size < 0) {
      throw w.corrupt("size of chunk #0", Long.toUnsignedString(size), "below 2^63");
    }
    return new ObjectHeaderPrefixV2(flags, times[0], times[1], times[2], times[3], max, min, size);
  }
}
