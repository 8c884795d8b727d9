package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Blocks of a file that only readers have open, so that structures that lie beside each other cost
 * one read; least recently used first out. Safe for several threads.
 */
final class MetadataBlocks {
  /** A read of this length takes hardly longer than one of a few bytes. */
  private static final int BLOCK = 16 << 10;

  private static final int MOST_BLOCKS = 512;

  /** More than this is read past the blocks. */
  private static final int LARGE = 2 * BLOCK;

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
    synchronized (this) {
      byte[] known = blocks.get(number);
      if (known != null) {
        return known;
      }
    }
    byte[] block = new byte[(int) Math.max(0, Math.min(BLOCK, size() - number * BLOCK))];
    driver.read(number * BLOCK, ByteBuffer.wrap(block));
    synchronized (this) {
      blocks.put(number, block);
      if (blocks.size() > MOST_BLOCKS) {
        Iterator<byte[]> eldest = blocks.values().iterator();
        eldest.next();
        eldest.remove();
      }
    }
    return block;
  }
}
