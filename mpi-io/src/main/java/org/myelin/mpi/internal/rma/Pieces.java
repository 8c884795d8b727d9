package org.myelin.mpi.internal.rma;

import java.nio.ByteBuffer;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.internal.datatype.Types;

/**
 * Cuts an access into pieces that fit into frames: each lists runs of the target's window, and
 * behind them the data, if any.
 */
final class Pieces {
  /** Takes a piece that covers {@code length} bytes of the origin's, from {@code at}. */
  @FunctionalInterface
  interface Taker {
    void take(ByteBuffer payload, int at, int length);
  }

  /** A multiple of every element's width, so no element is cut. */
  private static final int MOST_BYTES = 32 << 10;

  private static final int MOST_RUNS = 1024;
  private static final int RUN_BYTES = Long.BYTES + Integer.BYTES;

  private final ByteBuffer data;
  private final Taker taker;
  private final ByteBuffer runs = ByteBuffer.allocate(MOST_RUNS * RUN_BYTES);
  private int begin;
  private int filled;

  private Pieces(ByteBuffer data, Taker taker) {
    this.data = data;
    this.taker = taker;
  }

  /**
   * All pieces for {@code count} of {@code type} at byte {@code base} of a window.
   *
   * @param data packed bytes to go along, or null
   */
  static void cut(long base, long count, Datatype type, ByteBuffer data, Taker taker) {
    Pieces pieces = new Pieces(data, taker);
    var map = Types.map(type, count);
    map.visit(
        0,
        map.size(),
        base,
        (start, length, stride, n) -> {
          for (long i = 0; i < n; i++) {
            pieces.run(start + i * stride, length);
          }
        });
    pieces.flush();
  }

  private void run(long start, long length) {
    long left = length;
    while (left > 0) {
      if (filled == MOST_BYTES || !runs.hasRemaining()) {
        flush();
      }
      int n = (int) Math.min(left, MOST_BYTES - filled);
      runs.putLong(start + length - left).putInt(n);
      filled += n;
      left -= n;
    }
  }

  private void flush() {
    if (filled == 0) {
      return;
    }
    runs.flip();
    int extra = data == null ? 0 : filled;
    ByteBuffer payload = ByteBuffer.allocate(Integer.BYTES + runs.remaining() + extra);
    payload.putInt(runs.remaining() / RUN_BYTES).put(runs);
    if (data != null) {
      payload.put(data.slice(data.position() + begin, filled));
    }
    taker.take(payload.flip(), begin, filled);
    begin += filled;
    filled = 0;
    runs.clear();
  }
}
