package org.myelin.mpi.internal.fileio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One open file; every access names its position, so any thread may call at any time. */
public interface StorageFile extends Closeable {

  /**
   * Fills {@code into} from {@code position} as far as the file reaches; returns the bytes read.
   */
  int read(ByteBuffer into, long position) throws IOException;

  /** Writes all that {@code from} has left at {@code position}. */
  void write(ByteBuffer from, long position) throws IOException;

  /** Length of the file in bytes. */
  long size() throws IOException;

  /** Cuts the file, or lets it grow by zeros, to {@code size} bytes. */
  void resize(long size) throws IOException;

  /** Forces content and length to the device. */
  void force() throws IOException;

  /**
   * Keeps other processes that ask too out of a range until the result is closed. The caller keeps
   * threads of this JVM apart.
   */
  Closeable lock(long position, long length) throws IOException;

  /** Whether this file may be read; write-only ones cannot be merged into. */
  boolean readable();

  /** The file now bears another name. */
  void moved(Path to);
}
