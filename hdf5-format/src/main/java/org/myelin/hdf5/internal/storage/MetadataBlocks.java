package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Blocks of a file that only readers have open, so that structures that lie beside each other cost
 * one read; least recently used first out. Safe for several threads.
 */
final class MetadataBlocks {
  private static final int BLOCK = 4 << 10;
  private static final int MOST_BLOCKS = 2048;

  /** Blocks that are read at once where somebody passes through the file. */
  private static final int AHEAD = 16;

  /** More than this is read past the blocks. */
  private static final int LARGE = 32 << 10;

  private final FileDriver driver;
  private final LinkedHashMap<Long, byte[]> blocks = new LinkedHashMap<>(64, 0.75f, true);
  private long size;

  MetadataBlocks(FileDriver driver) {
    this.driver = driver;
    this.size = driver.size();
  }

  /** Bytes stored when the file was opened or last {@link #forget forgotten}. */
  synchronized long size() {
    return size;
  }

  /** Looks at the file anew from now on. */
  synchronized void forget() {
    blocks.clear();
    size = driver.size();
  }

  /** Reads at {@code at} until {@code into} is full or the file ends. */
  void read(long at, ByteBuffer into) {
    if (into.remaining() >= LARGE) {
      driver.read(at, into);
      return;
    }
    boolean more = true;
    while (more && into.hasRemaining()) {
      byte[] block = block(at / BLOCK);
      int from = (int) (at % BLOCK);
      int n = Math.min(into.remaining(), block.length - from);
      more = n > 0;
      if (more) {
        into.put(block, from, n);
        at += n;
      }
    }
  }

  private byte[] block(long number) {
    boolean passing;
    synchronized (this) {
      byte[] known = blocks.get(number);
      if (known != null) {
        return known;
      }
      passing = blocks.containsKey(number - 1);
    }
    long from = number * BLOCK;
    int length = (int) Math.max(0, Math.min(passing ? AHEAD * BLOCK : BLOCK, size() - from));
    byte[] bytes = new byte[length];
    driver.read(from, ByteBuffer.wrap(bytes));
    if (length <= BLOCK) {
      return keep(number, bytes);
    }
    for (int at = BLOCK; at < length; at += BLOCK) {
      keep(number + at / BLOCK, Arrays.copyOfRange(bytes, at, Math.min(length, at + BLOCK)));
    }
    return keep(number, Arrays.copyOf(bytes, BLOCK));
  }

  private synchronized byte[] keep(long number, byte[] block) {
    blocks.put(number, block);
    if (blocks.size() > MOST_BLOCKS) {
      Iterator<byte[]> eldest = blocks.values().iterator();
      eldest.next();
      eldest.remove();
    }
    return block;
  }
}
