package org.myelin.hdf5.internal.driver;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.myelin.hdf5.spi.FileDriver;

/** A file over some of whose bytes others lie: those of its metadata cache image. For reading. */
public final class CacheImageDriver extends ReadingDriver {
  private final FileDriver file;
  private final TreeMap<Long, byte[]> over;
  private final long end;
  private final int longest;

  /** The file, and by position what is to be read instead; the entries do not overlap. */
  public CacheImageDriver(FileDriver file, Map<Long, byte[]> over) {
    super(file);
    this.file = file;
    this.over = new TreeMap<>(over);
    this.longest = over.values().stream().mapToInt(b -> b.length).max().orElse(0);
    this.end =
        over.entrySet().stream().mapToLong(e -> e.getKey() + e.getValue().length).max().orElse(0);
  }

  @Override
  public long size() {
    return Math.max(file.size(), end);
  }

  @Override
  public int read(long address, ByteBuffer into) {
    int n = (int) Math.max(0, Math.min(into.remaining(), size() - address));
    if (n == 0) {
      return 0;
    }
    ByteBuffer target = into.slice().limit(n);
    readPart(file, address, into, n);
    over.subMap(address - longest, false, address + n, false)
        .forEach(
            (at, bytes) -> {
              long from = Math.max(at, address);
              long to = Math.min(at + bytes.length, address + n);
              if (from < to) {
                target.position((int) (from - address));
                target.put(bytes, (int) (from - at), (int) (to - from));
              }
            });
    return n;
  }
}
