package org.myelin.hdf5.internal.driver;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.LockPolicy;

/** Keeps other writers of a file out until it is closed. */
public final class WriterLock implements AutoCloseable {
  /** One byte behind every file, so that no reader's bytes are locked where locks are mandatory. */
  private static final long BYTE = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a file.
   *
   * @throws Hdf5IOException if another writer has it, or it cannot be locked and must be
   */
  public static WriterLock take(Path path, LockPolicy policy) {
    if (policy == LockPolicy.NONE) {
      return new WriterLock(null);
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(path, StandardOpenOption.WRITE);
      locked = channel.tryLock(BYTE, 1, false) != null;
      if (!locked) {
        throw held(path, null);
      }
      return new WriterLock(channel);
    } catch (OverlappingFileLockException e) {
      throw held(path, e);
    } catch (IOException e) {
      if (policy == LockPolicy.BEST_EFFORT) {
        return new WriterLock(null);
      }
      throw new Hdf5IOException(
          path
              + ": cannot be locked ("
              + e.getMessage()
              + "); FileOptions.withLocking(LockPolicy.BEST_EFFORT) goes on without a lock",
          e);
    } finally {
      if (!locked) {
        close(channel);
      }
    }
  }

  private static Hdf5IOException held(Path path, RuntimeException e) {
    return new Hdf5IOException(
        path
            + ": somebody else has the file open for writing; close it there first, or open it with"
            + " FileOptions.withLocking(LockPolicy.NONE) if you are sure that nobody writes",
        e);
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw IoErrors.wrap("unlock", "the file", e);
      }
    }
  }
}
