package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;

/**
 * Takes elements that were read, in the dataset's stored form, at their places in the packed
 * selection. Calls for different places may come from several threads.
 */
public interface ElementSink {
  /**
   * Takes {@code count} elements for place {@code to} on from {@code from}, beginning at byte
   * {@code at}.
   */
  void accept(long to, int count, ByteBuffer from, int at);

  /**
   * Where stored bytes of so many elements may be put instead of calling {@link #accept}; null if
   * they must be converted, or would be slow to put there.
   */
  default ByteBuffer place(long to, int count) {
    return null;
  }

  /**
   * Takes runs of elements from {@code bytes}, which must not change meanwhile; a run's place in
   * the box counts elements from byte {@code at} on.
   */
  default Runs.Consumer from(ByteBuffer bytes, int at, int elementSize) {
    return (box, packed, n) -> accept(packed, (int) n, bytes, at + (int) (box * elementSize));
  }

  /** Keeps the stored form; {@code into} must hold the whole selection. */
  static ElementSink toBytes(ByteBuffer into, int elementSize) {
    int base = into.position();
    return new ElementSink() {
      @Override
      public void accept(long to, int count, ByteBuffer from, int at) {
        into.put(base + Math.toIntExact(to * elementSize), from, at, count * elementSize);
      }

      @Override
      public ByteBuffer place(long to, int count) {
        int at = base + Math.toIntExact(to * elementSize);
        // reading into memory off a 32-byte boundary takes several times as long
        return into.isDirect() && into.alignmentOffset(at, 32) == 0
            ? into.slice(at, count * elementSize)
            : null;
      }
    };
  }
}
