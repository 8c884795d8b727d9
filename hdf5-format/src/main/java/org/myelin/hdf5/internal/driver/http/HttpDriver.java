package org.myelin.hdf5.internal.driver.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Set;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.HttpOptions;
import org.myelin.hdf5.internal.driver.MemoryDriver;
import org.myelin.hdf5.spi.ExtentList;
import org.myelin.hdf5.spi.FileDriver;

/**
 * A file on an HTTP server, for reading, by ranges. Blocks of the file are kept; blocks that lie
 * beside each other and are missing come with one request, and where somebody reads on, the next
 * ones come with it. A block that one thread has asked for is not asked for by others; if that
 * thread is interrupted, they ask themselves.
 */
public final class HttpDriver implements FileDriver {
  /** Bytes of one request at most. */
  private static final int MOST_BYTES = 8 << 20;

  private final HttpSource source;
  private final int block;
  private final long cacheBytes;
  private final int ahead;
  private final LinkedHashMap<Long, byte[]> blocks = new LinkedHashMap<>(64, 0.75f, true);
  private final Set<Long> asked = new HashSet<>();
  private long kept;
  private volatile boolean closed;

  private HttpDriver(HttpSource source, HttpOptions options) {
    this.source = source;
    this.block = (int) options.blockBytes();
    this.cacheBytes = options.cacheBytes();
    this.ahead = (int) (options.readAheadBytes() / block);
  }

  /** Opens the file at this address; the server is asked for its first block. */
  public static FileDriver open(URI uri, HttpOptions options) {
    HttpSource source = new HttpSource(HttpUris.check(uri), options);
    byte[] first = source.fetch(0, (int) options.blockBytes());
    if (first.length == source.size()) {
      return new MemoryDriver(source.name(), first);
    }
    HttpDriver d = new HttpDriver(source, options);
    d.keep(0, first);
    return d;
  }

  /** What stands for the file's path: the last part of the address. */
  public static Path path(URI uri) {
    return HttpUris.path(uri);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public int read(long address, ByteBuffer into) {
    if (closed) {
      throw new Hdf5IOException(name() + ": the file is closed");
    }
    int wanted = (int) Math.min(into.remaining(), Math.max(0, size() - address));
    int done = 0;
    while (done < wanted) {
      long at = address + done;
      int rest = wanted - done;
      if (rest >= MOST_BYTES || rest > cacheBytes / 2) {
        // so much at once would only push everything else out
        int n = Math.min(rest, MOST_BYTES);
        into.put(source.fetch(at, n), 0, n);
        done += n;
      } else {
        byte[] b = block(at / block, (at + rest - 1) / block);
        int from = (int) (at % block);
        int n = Math.min(rest, b.length - from);
        into.put(b, from, n);
        done += n;
      }
    }
    return wanted;
  }

  /** A block, fetched together with those up to {@code last} that are missing beside it. */
  private byte[] block(long number, long last) {
    int count;
    synchronized (this) {
      while (true) {
        byte[] known = blocks.get(number);
        if (known != null) {
          return known;
        }
        if (!asked.contains(number)) {
          break;
        }
        await();
      }
      count = claim(number, last);
    }
    byte[] bytes = null;
    try {
      long from = number * block;
      int length = (int) Math.min((long) count * block, size() - from);
      bytes = source.fetch(from, length);
    } finally {
      settle(number, count, bytes);
    }
    return Arrays.copyOf(bytes, Math.min(block, bytes.length));
  }

  private void await() {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Hdf5IOException(name() + ": cannot read: this thread was interrupted", e);
    }
  }

  /** Takes on this block and missing ones after it; returns how many. */
  private int claim(long number, long last) {
    boolean passing = number > 0 && blocks.containsKey(number - 1);
    long end = Math.min((size() - 1) / block, passing ? last + ahead : last);
    int most = (int) Math.max(1, Math.min(MOST_BYTES, cacheBytes / 2) / block);
    int n = 0;
    while (n < most
        && number + n <= end
        && !blocks.containsKey(number + n)
        && asked.add(number + n)) {
      n++;
    }
    return n;
  }

  private synchronized void settle(long number, int count, byte[] bytes) {
    for (int i = 0; i < count; i++) {
      asked.remove(number + i);
      if (bytes != null) {
        int from = i * block;
        keep(number + i, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + block)));
      }
    }
    notifyAll();
  }

  private synchronized void keep(long number, byte[] bytes) {
    byte[] old = blocks.put(number, bytes);
    kept += bytes.length - (old == null ? 0 : old.length);
    Iterator<byte[]> eldest = blocks.values().iterator();
    while (kept > cacheBytes) {
      kept -= eldest.next().length;
      eldest.remove();
    }
  }

  @Override
  public void write(long address, ByteBuffer from) {
    throw new Hdf5IOException(name() + ": opened through HTTP, which is for reading only");
  }

  @Override
  public void writeAll(ExtentList extents) {
    write(0, null);
  }

  @Override
  public void extend(long size) {
    write(size, null);
  }

  @Override
  public void truncate(long size) {
    write(size, null);
  }

  @Override
  public void force() {}

  @Override
  public void moved(Path path) {}

  @Override
  public synchronized void close() {
    closed = true;
    blocks.clear();
    kept = 0;
  }
}
