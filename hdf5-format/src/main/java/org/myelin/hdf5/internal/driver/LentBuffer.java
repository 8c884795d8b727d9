package org.myelin.hdf5.internal.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * Direct memory from the pool, aligned for reading: into memory off a 32-byte boundary common
 * processors copy several times as slowly.
 */
public final class LentBuffer implements AutoCloseable {
  private static final int ALIGN = 64;

  private final ByteBuf pooled;
  private final ByteBuffer bytes;

  /** Takes {@code length} bytes, of any content. */
  public LentBuffer(int length) {
    pooled = PooledByteBufAllocator.DEFAULT.directBuffer(length + ALIGN);
    ByteBuffer b = pooled.nioBuffer(0, pooled.capacity());
    int skip = b.alignmentOffset(0, ALIGN);
    bytes = b.slice(skip == 0 ? 0 : ALIGN - skip, length);
  }

  /** The bytes; not to be used after {@link #close}. */
  public ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void close() {
    pooled.release();
  }
}
