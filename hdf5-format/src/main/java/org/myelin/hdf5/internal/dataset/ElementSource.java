package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;

/** Elements to be written, packed in C order, given in the dataset's stored form on demand. */
public interface ElementSource {
  /** Number of elements. */
  long elements();

  /**
   * Puts {@code count} elements from number {@code from} on into {@code to}, beginning at byte
   * {@code at}.
   */
  void copy(long from, int count, ByteBuffer to, int at);

  /** Elements that are in their stored form already. */
  static ElementSource ofBytes(ByteBuffer bytes, int elementSize) {
    ByteBuffer b = bytes.slice();
    return new ElementSource() {
      @Override
      public long elements() {
        return b.remaining() / elementSize;
      }

      @Override
      public void copy(long from, int count, ByteBuffer to, int at) {
        to.put(at, b, Math.toIntExact(from * elementSize), count * elementSize);
      }
    };
  }
}
