package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A direct buffer for file access, aligned to cache lines; closing it keeps it for the next user.
 * This small pool instead of netty's: there are few buffers, all large, and the first buffer of
 * netty's pool costs 0.16 s of start-up, more than a whole 256 MiB collective write.
 */
final class IoBuffer implements AutoCloseable {
  private static final int ALIGNMENT = 64;
  private static final int SMALLEST = 12; // 4 KiB
  private static final int LARGEST = 24; // 16 MiB; larger ones are left to the collector
  private static final long KEPT = 64L << 20;

  private static final Pool POOL = new Pool();

  private final ByteBuffer whole;
  private final ByteBuffer bytes;

  IoBuffer(int capacity) {
    whole = POOL.take(capacity);
    bytes = whole.slice(0, capacity);
  }

  /** All of it, from 0 to its capacity. */
  ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void close() {
    POOL.give(whole);
  }

  /** Free buffers by power of two. */
  private static final class Pool {
    private final Deque<ByteBuffer>[] free = lists();
    private long kept;

    @SuppressWarnings("unchecked") // an array of one generic class
    private static Deque<ByteBuffer>[] lists() {
      Deque<ByteBuffer>[] lists = new Deque[LARGEST + 1];
      for (int i = 0; i <= LARGEST; i++) {
        lists[i] = new ArrayDeque<>();
      }
      return lists;
    }

    private static int power(int capacity) {
      return Math.max(SMALLEST, 32 - Integer.numberOfLeadingZeros(Math.max(1, capacity) - 1));
    }

    synchronized ByteBuffer take(int capacity) {
      int power = power(capacity);
      if (power <= LARGEST) {
        ByteBuffer used = free[power].poll();
        if (used != null) {
          kept -= used.capacity();
          return used;
        }
      }
      int rounded = power <= LARGEST ? 1 << power : capacity;
      ByteBuffer aligned = ByteBuffer.allocateDirect(rounded + ALIGNMENT).alignedSlice(ALIGNMENT);
      return aligned.slice(0, rounded);
    }

    synchronized void give(ByteBuffer buffer) {
      int power = power(buffer.capacity());
      if (power <= LARGEST && buffer.capacity() == 1 << power && kept + (1 << power) <= KEPT) {
        kept += buffer.capacity();
        free[power].push(buffer);
      }
    }
  }
}
