package org.myelin.mpi.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.myelin.mpi.internal.fileio.FileSystemDriver;
import org.myelin.mpi.internal.fileio.StorageFile;

/** Passes everything on to the real file system, remembers it, and fails when told to. */
final class RecordingDriver implements FileSystemDriver {

  /** One transfer, with the thread that made it (threads are named after ranks). */
  record Call(String kind, String thread, long position, long bytes) {}

  final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  volatile Fault fault = call -> {};

  /** Throws where a call shall fail. */
  @FunctionalInterface
  interface Fault {
    void check(Call call) throws IOException;
  }

  List<Call> of(String kind) {
    return calls.stream().filter(call -> call.kind.equals(kind)).toList();
  }

  private void record(String kind, long position, long bytes) throws IOException {
    Call call = new Call(kind, Thread.currentThread().getName(), position, bytes);
    calls.add(call);
    fault.check(call);
  }

  @Override
  public boolean create(Path path, boolean exclusive) throws IOException {
    record("create", 0, 0);
    return POSIX.create(path, exclusive);
  }

  @Override
  public StorageFile open(Path path, Access access) throws IOException {
    record("open", 0, 0);
    StorageFile file = POSIX.open(path, access);
    return new StorageFile() {
      @Override
      public int read(ByteBuffer into, long position) throws IOException {
        record("read", position, into.remaining());
        return file.read(into, position);
      }

      @Override
      public void write(ByteBuffer from, long position) throws IOException {
        record("write", position, from.remaining());
        file.write(from, position);
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public void resize(long size) throws IOException {
        record("resize", size, 0);
        file.resize(size);
      }

      @Override
      public void force() throws IOException {
        record("force", 0, 0);
        file.force();
      }

      @Override
      public Closeable lock(long position, long length) throws IOException {
        record("lock", position, length);
        return file.lock(position, length);
      }

      @Override
      public boolean readable() {
        return file.readable();
      }

      @Override
      public void moved(Path to) {
        file.moved(to);
      }

      @Override
      public void close() throws IOException {
        record("close", 0, 0);
        file.close();
      }
    };
  }

  @Override
  public void delete(Path path) throws IOException {
    record("delete", 0, 0);
    POSIX.delete(path);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    record("move", 0, 0);
    POSIX.move(from, to);
  }
}
