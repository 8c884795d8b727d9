package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;

/** What a byte buffer has left, as a message; the buffer's own position never moves. */
public final class BufferBytes implements Source, Sink {
  private final ByteBuffer buffer;

  /** Keeps the buffer, so that an operation under way keeps its memory. */
  public BufferBytes(ByteBuffer buffer) {
    this.buffer = buffer.slice();
  }

  @Override
  public long bytes() {
    return buffer.capacity();
  }

  @Override
  public long capacity() {
    return buffer.capacity();
  }

  @Override
  public ByteBuffer piece(long offset, int length) {
    return buffer.slice((int) offset, length);
  }
}
