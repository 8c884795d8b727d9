package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.nio.file.Path;

/** Where MPI files live; tests put recording and failing drivers in the place of {@link #POSIX}. */
public interface FileSystemDriver {
  /** The file systems that the JDK reaches through {@link java.nio.channels.FileChannel}. */
  FileSystemDriver POSIX = new ChannelDriver();

  /** How one rank wants a file opened. */
  enum Access {
    READ,
    WRITE,
    READ_WRITE
  }

  /**
   * Makes an empty file; with {@code exclusive} it must not be there yet. Tells whether it is new.
   */
  boolean create(Path path, boolean exclusive) throws IOException;

  /** Opens a file that is there. */
  StorageFile open(Path path, Access access) throws IOException;

  /** Deletes a file. */
  void delete(Path path) throws IOException;

  /** Gives a file another name in one step, replacing what bore it. */
  void move(Path from, Path to) throws IOException;
}
