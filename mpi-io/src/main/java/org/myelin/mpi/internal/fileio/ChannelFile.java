package org.myelin.mpi.internal.fileio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file behind a {@link FileChannel} that an interrupt cannot close. The JDK closes a channel when
 * a thread is interrupted inside it, which would take the file from every other thread. Here a call
 * puts the interrupt aside while it works; if one still strikes, the channel is opened anew, the
 * call is repeated (all are positional, so that is safe), and the thread keeps its interrupt.
 */
final class ChannelFile implements StorageFile {
  /** System calls of at most this size; larger ones were slower in every measurement. */
  private static final int STEP = 1 << 20;

  private final boolean write;
  private final boolean read;
  private final Object key;
  private Path path;
  private volatile FileChannel channel;
  private volatile boolean closed;

  ChannelFile(Path path, boolean write, boolean read) throws IOException {
    this.path = path;
    this.write = write;
    this.read = read;
    this.channel = ChannelDriver.channel(path, write, read);
    this.key = key(path);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return guarded(
        file -> {
          int start = into.position();
          int limit = into.limit();
          try {
            while (into.position() < limit) {
              into.limit(Math.min(limit, into.position() + STEP));
              if (file.read(into, position + into.position() - start) < 0) {
                break;
              }
            }
            return into.position() - start;
          } catch (ClosedChannelException e) {
            into.limit(limit).position(start);
            throw e;
          } finally {
            into.limit(limit);
          }
        });
  }

  @Override
  public void write(ByteBuffer from, long position) throws IOException {
    guarded(
        file -> {
          int start = from.position();
          int limit = from.limit();
          try {
            while (from.position() < limit) {
              from.limit(Math.min(limit, from.position() + STEP));
              file.write(from, position + from.position() - start);
            }
            return null;
          } catch (ClosedChannelException e) {
            from.limit(limit).position(start);
            throw e;
          } finally {
            from.limit(limit);
          }
        });
  }

  @Override
  public long size() throws IOException {
    return guarded(FileChannel::size);
  }

  @Override
  public void resize(long size) throws IOException {
    guarded(
        file -> {
          long now = file.size();
          if (size < now) {
            file.truncate(size);
          } else if (size > now) {
            file.write(ByteBuffer.allocate(1), size - 1);
          }
          return null;
        });
  }

  @Override
  public void force() throws IOException {
    guarded(
        file -> {
          file.force(true);
          return null;
        });
  }

  @Override
  public Closeable lock(long position, long length) throws IOException {
    FileLock lock = guarded(file -> file.lock(position, length, false));
    return () -> {
      if (lock.isValid()) {
        lock.release();
      }
    };
  }

  @Override
  public boolean readable() {
    return read;
  }

  @Override
  public synchronized void moved(Path to) {
    path = to;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }

  @FunctionalInterface
  private interface Call<T> {
    T on(FileChannel channel) throws IOException;
  }

  private <T> T guarded(Call<T> call) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel used = channel;
        try {
          return call.on(used);
        } catch (FileLockInterruptionException e) {
          interrupted = true;
          Thread.interrupted(); // put aside until the call is done
        } catch (ClosedChannelException e) {
          interrupted |= e instanceof ClosedByInterruptException | Thread.interrupted();
          reopen(used, e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen(FileChannel used, ClosedChannelException why)
      throws IOException {
    if (closed) {
      throw why;
    }
    if (channel == used) {
      FileChannel again = ChannelDriver.channel(path, write, read);
      if (!Objects.equals(key, key(path))) {
        again.close();
        throw new IOException("another file took this name while the file was open", why);
      }
      channel = again;
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
