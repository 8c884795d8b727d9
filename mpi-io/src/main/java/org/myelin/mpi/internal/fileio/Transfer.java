package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;

/** Moves the bytes of an access between a packed stream and a window onto the file. */
final class Transfer {
  private Transfer() {}

  /**
   * Stream positions {@code from} to {@code to} of {@code access}, found in {@code memory} from
   * {@code at}, to their places in {@code window}, whose first byte is file offset {@code origin}.
   */
  static void scatter(
      Access access, long from, long to, Memory memory, long at, ByteBuffer window, long origin) {
    long[] next = {at};
    access
        .map()
        .visit(
            from,
            to,
            -origin,
            (start, length, stride, count) -> {
              memory.scatter(next[0], window, (int) start, (int) length, (int) stride, (int) count);
              next[0] += length * count;
            });
  }

  /** The opposite of {@link #scatter}: from the window into the stream. */
  static void gather(
      Access access, long from, long to, Memory memory, long at, ByteBuffer window, long origin) {
    long[] next = {at};
    access
        .map()
        .visit(
            from,
            to,
            -origin,
            (start, length, stride, count) -> {
              memory.gather(next[0], window, (int) start, (int) length, (int) stride, (int) count);
              next[0] += length * count;
            });
  }
}
