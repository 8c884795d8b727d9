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

  /** Keeps the stored form; {@code into} must hold the whole selection. */
  static ElementSink toBytes(ByteBuffer into, int elementSize) {
    int base = into.position();
    return (to, count, from, at) ->
        into.put(base + Math.toIntExact(to * elementSize), from, at, count * elementSize);
  }
}
