package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.datatype.Copies;

/** Several buffers as one stream of bytes, each taken from its position to its limit. */
public final class Memory {
  private final ByteBuffer[] buffers; // zero-based slices, so that absolute access is simple
  private final ByteBuffer[] users;
  private final long[] starts;

  /** The stream of the given buffers, in order. */
  public Memory(ByteBuffer... users) {
    this.users = users;
    this.buffers = new ByteBuffer[users.length];
    this.starts = new long[users.length + 1];
    for (int i = 0; i < users.length; i++) {
      buffers[i] = users[i].slice();
      starts[i + 1] = starts[i] + buffers[i].capacity();
    }
  }

  /** Bytes that the buffers have left. */
  public long size() {
    return starts[buffers.length];
  }

  /** Moves the positions of the caller's buffers over the first {@code bytes} of the stream. */
  public void consume(long bytes) {
    for (int i = 0; i < users.length; i++) {
      long part = Math.max(0, Math.min(bytes, starts[i + 1]) - starts[i]);
      users[i].position(users[i].position() + (int) part);
    }
  }

  /** The stream from {@code from} as far as one buffer reaches, at most {@code bytes}. */
  ByteBuffer piece(long from, long bytes) {
    int i = holder(from);
    int at = (int) (from - starts[i]);
    return buffers[i].slice(at, (int) Math.min(bytes, buffers[i].capacity() - at));
  }

  /** Copies from the stream into {@code to}. */
  void read(long from, ByteBuffer to, int at, int bytes) {
    int i = holder(from);
    for (int done = 0; done < bytes; i++) {
      int inside = (int) (from + done - starts[i]);
      int n = Math.min(bytes - done, buffers[i].capacity() - inside);
      Copies.copy(buffers[i], inside, to, at + done, n);
      done += n;
    }
  }

  /** Copies into the stream from {@code from}. */
  void write(long to, ByteBuffer from, int at, int bytes) {
    int i = holder(to);
    for (int done = 0; done < bytes; i++) {
      int inside = (int) (to + done - starts[i]);
      int n = Math.min(bytes - done, buffers[i].capacity() - inside);
      Copies.copy(from, at + done, buffers[i], inside, n);
      done += n;
    }
  }

  /** Copies {@code count} packed pieces of the stream to places {@code stride} apart. */
  void scatter(long from, ByteBuffer to, int at, int bytes, int stride, int count) {
    int i = holder(from);
    if (from + (long) bytes * count <= starts[i + 1]) {
      Copies.scatter(buffers[i], (int) (from - starts[i]), to, at, bytes, stride, count);
      return;
    }
    for (int k = 0; k < count; k++) {
      read(from + (long) k * bytes, to, at + k * stride, bytes);
    }
  }

  /** Copies {@code count} pieces {@code stride} apart into the stream, packed. */
  void gather(long to, ByteBuffer from, int at, int bytes, int stride, int count) {
    int i = holder(to);
    if (to + (long) bytes * count <= starts[i + 1]) {
      Copies.gather(from, at, stride, buffers[i], (int) (to - starts[i]), bytes, count);
      return;
    }
    for (int k = 0; k < count; k++) {
      write(to + (long) k * bytes, from, at + k * stride, bytes);
    }
  }

  /** The stream's bytes as one buffer if they lie in one of the caller's buffers, or else null. */
  ByteBuffer span(long from, int bytes) {
    ByteBuffer piece = piece(from, bytes);
    return piece.capacity() == bytes ? piece : null;
  }

  private int holder(long position) {
    int low = 0;
    int high = buffers.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
