package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;

/**
 * What elements read as before they are written.
 *
 * @param value one element in stored form, or null for zeros
 * @param never whether new storage need not be filled at all (fill time NEVER)
 */
public record Fill(byte[] value, boolean never) {
  private static final int STEP_BYTES = 1 << 16;

  /** Zeros. */
  public static final Fill ZERO = new Fill(null, false);

  /** A buffer of this many bytes, a multiple of the element size, full of the value. */
  public ByteBuffer buffer(int bytes) {
    ByteBuffer b = ByteBuffer.allocate(bytes);
    if (!isZero()) {
      while (b.hasRemaining()) {
        b.put(value, 0, Math.min(value.length, b.remaining()));
      }
      b.clear();
    }
    return b;
  }

  /**
   * Gives the sink {@code count} elements of the value for place {@code to} on, however many those
   * are.
   */
  void give(ElementSink sink, int elementSize, long to, long count) {
    int step = (int) Math.min(count, Math.max(1, STEP_BYTES / elementSize));
    ByteBuffer b = buffer(step * elementSize);
    for (long done = 0; done < count; done += step) {
      sink.accept(to + done, (int) Math.min(step, count - done), b, 0);
    }
  }

  /** Whether new storage reads right as it is. */
  boolean reads(boolean storageIsZero) {
    return never || isZero() && storageIsZero;
  }

  private boolean isZero() {
    if (value != null) {
      for (byte b : value) {
        if (b != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
