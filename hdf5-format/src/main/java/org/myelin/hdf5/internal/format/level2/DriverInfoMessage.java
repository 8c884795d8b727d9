package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * What a driver that spreads a file over several needs to know. Specification: IV.A.2.u.
 *
 * @param driver eight letters
 * @param info the driver's own bytes
 */
public record DriverInfoMessage(String driver, byte[] info) implements Message {
  @Override
  public MessageType type() {
    return MessageType.DRIVER_INFO;
  }

  static DriverInfoMessage transfer(Wire w, DriverInfoMessage m) {
    w.version(0, 0, 0);
    String driver = w.text("driver identification", 8, m == null ? null : m.driver);
    int size = w.u16("driver information size", m == null ? 0 : m.info.length);
    return new DriverInfoMessage(
        driver, w.bytes("driver information", size, m, DriverInfoMessage::info));
  }
}
