package org.myelin.hdf5.internal.driver;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.myelin.hdf5.spi.ExtentList;
import org.myelin.hdf5.spi.FileDriver;

/** A file in memory (HDF5's core driver without a backing store), at most 2 GiB. */
public final class MemoryDriver implements FileDriver {
  private final String name;
  private byte[] bytes;
  private int size;

  /** A file with these bytes; they are copied. */
  public MemoryDriver(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes.clone();
    this.size = bytes.length;
  }

  /** The file's bytes now, copied. */
  public synchronized byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized long size() {
    return size;
  }

  @Override
  public synchronized int read(long address, ByteBuffer into) {
    if (address >= size) {
      return 0;
    }
    int n = (int) Math.min(into.remaining(), size - address);
    into.put(bytes, (int) address, n);
    return n;
  }

  @Override
  public synchronized void write(long address, ByteBuffer from) {
    int n = from.remaining();
    grow(Math.addExact(address, n));
    from.get(bytes, (int) address, n);
  }

  @Override
  public void writeAll(ExtentList extents) {
    ExtentCursor cursor = new ExtentCursor(extents);
    ByteBuffer piece;
    while ((piece = cursor.next()) != null) {
      write(cursor.offset(), piece);
    }
  }

  @Override
  public synchronized void extend(long newSize) {
    grow(newSize);
  }

  @Override
  public synchronized void truncate(long newSize) {
    int end = (int) Math.min(size, newSize);
    Arrays.fill(bytes, end, size, (byte) 0);
    size = end;
  }

  private void grow(long end) {
    if (end > Integer.MAX_VALUE - 8) {
      throw new org.myelin.hdf5.Hdf5IOException(
          name + ": a file in memory is at most 2 GiB; use a file on disk", null);
    }
    if (end > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.max(end, Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
    }
    size = (int) Math.max(size, end);
  }

  @Override
  public void force() {}

  @Override
  public void moved(Path path) {}

  @Override
  public void close() {}
}
