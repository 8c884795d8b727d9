package org.myelin.hdf5.internal.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Direct memory for a moment, aligned for reading: into memory off a 32-byte boundary common
 * processors copy several times as slowly.
 *
 * <p>A few buffers of 1 MiB are kept here. Netty's pool gives up a piece of memory as soon as
 * nothing in it is used, so that with one large buffer at a time each would be made, cleared and
 * dropped anew, which costs more than the read.
 */
public final class LentBuffer implements AutoCloseable {
  private static final int ALIGN = 64;
  private static final int SIZE = 1 << 20;
  private static final ArrayBlockingQueue<ByteBuffer> FREE =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors() + 2);

  private final ByteBuf pooled;
  private final ByteBuffer bytes;
  private ByteBuffer kept;

  /** Takes {@code length} bytes, of any content. */
  public LentBuffer(int length) {
    if (length <= SIZE) {
      ByteBuffer free = FREE.poll();
      pooled = null;
      kept = free == null ? ByteBuffer.allocateDirect(SIZE + ALIGN).alignedSlice(ALIGN) : free;
      bytes = kept.slice(0, length);
    } else {
      pooled = PooledByteBufAllocator.DEFAULT.directBuffer(length + ALIGN);
      ByteBuffer b = pooled.nioBuffer(0, pooled.capacity());
      int skip = b.alignmentOffset(0, ALIGN);
      bytes = b.slice(skip == 0 ? 0 : ALIGN - skip, length);
    }
  }

  /** The bytes; not to be used after {@link #close}. */
  public ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (pooled != null) {
      pooled.release();
    } else if (kept != null) {
      FREE.offer(kept);
      kept = null;
    }
  }
}
