package org.myelin.mpi.internal.fileio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One rank's hold on a file: storage, hints, and the locks that keep a merge of a block (read,
 * change, write back) apart from other ranks' writes into that block.
 */
record OpenFile(StorageFile storage, Hints hints, RangeLocks threads, boolean processes) {

  /** Keeps other writers out of a range until the result is closed. */
  Closeable lock(long from, long to) throws IOException {
    if (threads == null) {
      return () -> {};
    }
    Closeable inner = threads.lock(from, to);
    if (!processes) {
      return inner;
    }
    try {
      Closeable outer = storage.lock(from, to - from);
      return () -> {
        try (inner) {
          outer.close();
        }
      };
    } catch (IOException e) {
      inner.close();
      throw new IOException(
          "cannot lock the file (hint romio_ds_write=disable works without locks): "
              + e.getMessage(),
          e);
    }
  }

  /** Reads a whole range; what lies behind the end of the file becomes zeros. */
  void readOrZero(ByteBuffer into, long position) throws IOException {
    storage.read(into, position);
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
  }
}
