package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files through {@link FileChannel}. */
final class ChannelDriver implements FileSystemDriver {

  @Override
  public boolean create(Path path, boolean exclusive) throws IOException {
    try {
      Files.createFile(path);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (exclusive) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public StorageFile open(Path path, Access access) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("is a directory");
    }
    if (access != Access.WRITE) {
      return new ChannelFile(path, access == Access.READ_WRITE, true);
    }
    try {
      // Merging into blocks needs to read them, so ask for both and do with less.
      return new ChannelFile(path, true, true);
    } catch (AccessDeniedException e) {
      return new ChannelFile(path, true, false);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static FileChannel channel(Path path, boolean write, boolean read) throws IOException {
    if (write && read) {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    return FileChannel.open(path, write ? StandardOpenOption.WRITE : StandardOpenOption.READ);
  }
}
