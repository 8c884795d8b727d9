package org.myelin.mpi.internal.transport.shm;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file to be mapped by several processes, in memory where there is {@code /dev/shm}: of mode 0600
 * in a folder of mode 0700. It loses its name when it is closed, or when the process ends; what is
 * mapped stays.
 */
public final class PrivateFile implements Closeable {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final int ZEROS = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final Thread hook = new Thread(this::delete, "myelin-delete-shared");

  /** Creates the file; its bytes take no memory yet. */
  public PrivateFile(String name, long bytes) throws IOException {
    path = folder(bytes).resolve(name);
    Runtime.getRuntime().addShutdownHook(hook);
    channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    channel.write(ByteBuffer.allocate(1), bytes - 1);
  }

  private static Path folder(long bytes) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > 2 * bytes) {
      return Files.createTempDirectory(MEMORY, "myelin-", mode);
    }
    return Files.createTempDirectory("myelin-", mode);
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /**
   * Takes the memory for a part of it now, and zeroes it: touching a mapped byte that the file
   * system has no room for would kill the process.
   */
  public void reserve(long from, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
    for (long done = 0; done < bytes; ) {
      zeros.clear().limit((int) Math.min(bytes - done, ZEROS));
      done += channel.write(zeros, from + done);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook is at work.
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(path);
      Files.deleteIfExists(path.getParent());
    } catch (IOException left) {
      // Somebody else has put something there; the ranks' work is not the worse for it.
    }
  }
}
