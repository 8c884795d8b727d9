package org.myelin.hdf5.internal.format.level0;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * What a driver that spreads a file over several needs to know (superblocks 0 and 1).
 * Specification: II.B.
 *
 * @param driver eight letters, for example {@code NCSAmult}
 * @param info the driver's own bytes
 */
public record DriverInfoBlock(String driver, byte[] info) {
  /** Bytes before the driver's own. */
  public static final int PREFIX_SIZE = 16;

  /** Reads, writes, sizes, traces. */
  public static DriverInfoBlock transfer(Wire w, DriverInfoBlock d) {
    w.constant("version", 1, 0);
    w.zeros("reserved", 3);
    long size = w.u32("driver information size", d == null ? 0 : d.info().length);
    String driver = w.text("driver identification", 8, d == null ? null : d.driver());
    return new DriverInfoBlock(
        driver, w.bytes("driver information", size, d, DriverInfoBlock::info));
  }
}
