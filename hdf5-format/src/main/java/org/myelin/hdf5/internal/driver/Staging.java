package org.myelin.hdf5.internal.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Positional reads and writes in steps of at most 1 MiB through pooled direct memory: larger calls
 * into a new file are slower, and the JDK would otherwise keep a direct copy of each heap buffer's
 * size per thread.
 */
final class Staging {
  private static final int STEP = 1 << 20;

  /** Up to here the JDK's own buffer of each thread costs less than one from the pool. */
  private static final int SMALL = 64 << 10;

  private Staging() {}

  /** Reads until {@code into} is full or the file ends. */
  static void read(FileChannel channel, long address, ByteBuffer into) throws IOException {
    if (into.isDirect() || into.remaining() <= SMALL) {
      readDirect(channel, address, into);
      return;
    }
    try (LentBuffer lent = new LentBuffer(Math.min(STEP, into.remaining()))) {
      ByteBuffer stage = lent.bytes();
      while (into.hasRemaining()) {
        stage.clear().limit(Math.min(stage.capacity(), into.remaining()));
        int wanted = stage.remaining();
        readDirect(channel, address, stage);
        stage.flip();
        address += stage.remaining();
        boolean end = stage.remaining() < wanted;
        into.put(stage);
        if (end) {
          return;
        }
      }
    }
  }

  private static void readDirect(FileChannel channel, long address, ByteBuffer into)
      throws IOException {
    int limit = into.limit();
    try {
      while (into.position() < limit) {
        into.limit(Math.min(limit, into.position() + STEP));
        int n = channel.read(into, address);
        if (n < 0) {
          return;
        }
        address += n;
      }
    } finally {
      into.limit(limit);
    }
  }

  /** Writes all of {@code from}. */
  static void write(FileChannel channel, long address, ByteBuffer from) throws IOException {
    if (from.isDirect()) {
      writeDirect(channel, address, from);
      return;
    }
    try (LentBuffer lent = new LentBuffer(Math.min(STEP, from.remaining()))) {
      ByteBuffer stage = lent.bytes();
      while (from.hasRemaining()) {
        int n = Math.min(stage.capacity(), from.remaining());
        stage.clear().limit(n);
        stage.put(0, from, from.position(), n);
        writeDirect(channel, address, stage);
        from.position(from.position() + n);
        address += n;
      }
    }
  }

  private static void writeDirect(FileChannel channel, long address, ByteBuffer from)
      throws IOException {
    int limit = from.limit();
    try {
      while (from.position() < limit) {
        from.limit(Math.min(limit, from.position() + STEP));
        address += channel.write(from, address);
      }
    } finally {
      from.limit(limit);
    }
  }
}
