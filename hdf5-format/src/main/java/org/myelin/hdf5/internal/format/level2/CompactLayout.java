package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Elements in the message itself.
 *
 * @param version 1 to 5; 3 is what libhdf5 writes by default
 * @param dims versions 1 and 2 only: the dataset's shape; otherwise empty
 * @param data the elements, at most 65535 bytes from version 3 on
 */
public record CompactLayout(int version, long[] dims, byte[] data) implements DataLayoutMessage {
  private static final long[] NO_DIMS = {};

  /** As libhdf5 writes it. */
  public static CompactLayout of(int version, byte[] data) {
    return new CompactLayout(version, NO_DIMS, data);
  }

  @Override
  public int layoutClass() {
    return COMPACT;
  }

  static CompactLayout transfer(Wire w, CompactLayout m, int version) {
    int size = w.u16("compact data size", m == null ? 0 : m.data.length);
    return new CompactLayout(version, NO_DIMS, w.bytes("raw data", size, m, CompactLayout::data));
  }
}
