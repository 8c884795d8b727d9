package org.myelin.hdf5.internal.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.spi.ExtentList;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Bytes behind a channel of the caller's, for reading: a ZIP entry, an object store, anything that
 * can seek. The channel has one position, so reads take turns; they are positional to whoever
 * calls.
 */
public final class ByteChannelDriver implements FileDriver {
  private final String name;
  private final SeekableByteChannel channel;

  /**
   * @param name what messages call the file
   * @param channel closed with this driver
   */
  public ByteChannelDriver(String name, SeekableByteChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw IoErrors.wrap("size", name, e);
    }
  }

  @Override
  public synchronized int read(long address, ByteBuffer into) {
    int start = into.position();
    try {
      channel.position(address);
      while (into.hasRemaining() && channel.read(into) >= 0) {
        // a channel may give less than asked for
      }
      return into.position() - start;
    } catch (IOException e) {
      throw IoErrors.wrap("read", name, e);
    }
  }

  @Override
  public void write(long address, ByteBuffer from) {
    throw new Hdf5IOException(name + ": opened through a channel, which is for reading only");
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
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw IoErrors.wrap("close", name, e);
    }
  }
}
