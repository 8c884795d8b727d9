package org.myelin.hdf5.internal.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.spi.ExtentList;
import org.myelin.hdf5.spi.FileDriver;

/**
 * A file of the local file system. An interrupted thread closes a {@link FileChannel} under
 * everybody else; here only that thread gets the error, the others go on with a reopened channel.
 */
public final class ChannelDriver implements FileDriver {
  private final boolean writable;
  private volatile Path path;
  private volatile FileChannel channel;
  private volatile boolean closed;

  private ChannelDriver(Path path, boolean writable, FileChannel channel) {
    this.path = path;
    this.writable = writable;
    this.channel = channel;
  }

  /** Opens an existing file. */
  public static ChannelDriver open(Path path, boolean writable) {
    return open(path, writable, options(writable));
  }

  /** Creates a file that must not exist yet. */
  public static ChannelDriver create(Path path) {
    return open(
        path,
        true,
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
  }

  /** Opens an existing file for reading, unless its name has become a symbolic link. */
  public static ChannelDriver openUnlinked(Path path) {
    return open(path, false, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** Opens a file to write it, and makes it if there is none; a symbolic link is refused. */
  public static ChannelDriver openOrCreateUnlinked(Path path) {
    return open(
        path,
        true,
        Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            LinkOption.NOFOLLOW_LINKS));
  }

  private static ChannelDriver open(Path path, boolean writable, Set<OpenOption> options) {
    try {
      return new ChannelDriver(path, writable, FileChannel.open(path, options));
    } catch (IOException e) {
      throw IoErrors.wrap("open", path.toString(), e);
    }
  }

  private static Set<OpenOption> options(boolean writable) {
    return writable
        ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
        : Set.of(StandardOpenOption.READ);
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public long size() {
    return io("size", FileChannel::size);
  }

  @Override
  public int read(long address, ByteBuffer into) {
    int start = into.position();
    return io(
        "read",
        c -> {
          into.position(start);
          Staging.read(c, address, into);
          return into.position() - start;
        });
  }

  @Override
  public void write(long address, ByteBuffer from) {
    int start = from.position();
    io(
        "write",
        c -> {
          from.position(start);
          Staging.write(c, address, from);
          return null;
        });
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
  public void extend(long size) {
    io(
        "extend",
        c -> {
          if (c.size() < size) {
            Staging.write(c, size - 1, ByteBuffer.allocate(1));
          }
          return null;
        });
  }

  @Override
  public void truncate(long size) {
    io("truncate", c -> c.truncate(size));
  }

  @Override
  public void force() {
    io(
        "force",
        c -> {
          c.force(false);
          return null;
        });
  }

  @Override
  public void moved(Path newPath) {
    path = newPath;
  }

  @Override
  public void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw IoErrors.wrap("close", name(), e);
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T on(FileChannel channel) throws IOException;
  }

  private <T> T io(String what, Call<T> call) {
    for (; ; ) {
      FileChannel c = channel;
      try {
        return call.on(c);
      } catch (ClosedByInterruptException e) {
        throw IoErrors.wrap(what, name(), e);
      } catch (AsynchronousCloseException e) {
        reopen(c, what, e);
      } catch (ClosedChannelException e) {
        reopen(c, what, e);
      } catch (IOException e) {
        throw IoErrors.wrap(what, name(), e);
      }
    }
  }

  private synchronized void reopen(FileChannel broken, String what, ClosedChannelException why) {
    if (closed) {
      throw new Hdf5IOException(name() + ": the file is closed", why);
    }
    if (Thread.currentThread().isInterrupted()) {
      // the next call would only close the new channel again
      throw IoErrors.wrap(what, name(), new ClosedByInterruptException());
    }
    if (channel == broken) {
      try {
        channel = FileChannel.open(path, options(writable));
      } catch (IOException e) {
        throw IoErrors.wrap("reopen", name(), e);
      }
    }
  }
}
