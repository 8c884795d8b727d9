package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.Info;
import org.myelin.mpi.MpiException;

/** One rank's end of a file that the ranks of a communicator have opened together. */
public final class FileHandle {
  private static final int STEP = 1 << 20;

  private final Peers peers;
  private final FileSystemDriver driver;
  private final boolean deleteOnClose;
  private OpenFile file;
  private Path path;
  private boolean closed;

  FileHandle(
      Peers peers, FileSystemDriver driver, Path path, OpenFile file, boolean deleteOnClose) {
    this.peers = peers;
    this.driver = driver;
    this.path = path;
    this.file = file;
    this.deleteOnClose = deleteOnClose;
  }

  /** A step that only one rank does, or each rank for itself. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** The file's present name. */
  public Path path() {
    return path;
  }

  /** The hints in use. */
  public Hints hints() {
    return file.hints();
  }

  /**
   * Compares the arguments of a collective call, or tells the others why this rank cannot go on;
   * takes the further hints that rank 0 gives.
   */
  public void agree(String call, String arguments, RuntimeException refused, Info more) {
    ByteBuffer[] all =
        Agreement.exchange(
            peers, path, call, arguments, refusal(call, refused), Hints.encode(more));
    Hints hints = file.hints().with(Hints.decode(all[0]), peers.size());
    file = new OpenFile(file.storage(), hints, file.threads(), file.processes());
  }

  private void agree(String call, String arguments, RuntimeException refused) {
    agree(call, arguments, refused, Info.EMPTY);
  }

  /** Length of the file in bytes; not collective. */
  public long size() {
    requireOpen();
    try {
      return file.storage().size();
    } catch (IOException e) {
      throw Failure.of("size", path, e).on(peers.rank());
    }
  }

  /** Cuts or grows the file; collective. */
  public void resize(long size, boolean writable) {
    agree("setSize", Long.toString(size), sizeRefusal(size, writable));
    onFirst("setSize", () -> file.storage().resize(size));
  }

  /** Makes sure that storage up to {@code size} is there; never shrinks; collective. */
  public void preallocate(long size, boolean writable) {
    agree("preallocate", Long.toString(size), sizeRefusal(size, writable));
    onFirst("preallocate", () -> zeros(size));
  }

  private static RuntimeException sizeRefusal(long size, boolean writable) {
    if (!writable) {
      return new MpiException(ErrorClass.READ_ONLY, -1, "the file was opened for reading only");
    }
    return size < 0 ? new MpiException(ErrorClass.ARG, -1, "size " + size + " is negative") : null;
  }

  private void zeros(long size) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
    for (long at = file.storage().size(); at < size; ) {
      zeros.clear().limit((int) Math.min(STEP, size - at));
      at += zeros.limit();
      file.storage().write(zeros, at - zeros.limit());
    }
  }

  /** Forces everything that any rank wrote before to the device; collective. */
  public void sync() {
    agree("sync", "", null);
    // Ranks of one process share the kernel's cache, so one force covers them all.
    Step force = () -> file.storage().force();
    settle("sync", peers.rank() == 0 || file.processes() ? force : () -> {});
  }

  /** Gives the file another name in one step, replacing what bore it; collective. */
  public void move(Path to) {
    agree("move", to.toString(), null);
    onFirst("move", () -> driver.move(path, to));
    moved(to);
  }

  /** The caller has given the file another name; not collective. */
  public void moved(Path to) {
    path = to;
    file.storage().moved(to);
  }

  /** Reads by this rank alone; returns the number of bytes. */
  public long read(String call, Access access, Memory memory) {
    requireOpen();
    try {
      return new Independent(file).read(access, memory);
    } catch (IOException e) {
      throw failure(call, e);
    }
  }

  /** Writes by this rank alone; returns the number of bytes. */
  public long write(String call, Access access, Memory memory) {
    requireOpen();
    try {
      return new Independent(file).write(access, memory);
    } catch (IOException e) {
      throw failure(call, e);
    }
  }

  /** Reads by all ranks together. */
  public long readAll(String call, Access access, Memory memory, RuntimeException refused) {
    return collective().read(call, access, memory, refusal(call, refused));
  }

  /** Writes by all ranks together. */
  public long writeAll(String call, Access access, Memory memory, RuntimeException refused) {
    return collective().write(call, access, memory, refusal(call, refused));
  }

  private Collective collective() {
    requireOpen();
    return new Collective(peers, file, path);
  }

  private Failure refusal(String call, RuntimeException refused) {
    return refused == null ? null : Failure.of(call, path, refused);
  }

  /** What this rank throws when {@code call} fails here. */
  public MpiException failure(String call, Exception why) {
    return Failure.of(call, path, why).on(peers.rank());
  }

  /** Closes the file on all ranks; collective. A second call does nothing. */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Failure failure = release();
    try {
      Agreement.exchange(peers, path, "close", "", failure, new byte[0]);
      if (deleteOnClose) {
        onFirst("delete", () -> driver.delete(path));
      }
    } finally {
      peers.close();
    }
  }

  /** Lets go of storage and locks. */
  private Failure release() {
    try {
      if (file.threads() != null) {
        file.threads().release();
      }
      file.storage().close();
      return null;
    } catch (IOException e) {
      return Failure.of("close", path, e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the file " + path + " is closed");
    }
  }

  private void onFirst(String call, Step step) {
    settle(call, peers.rank() == 0 ? step : () -> {});
  }

  private void settle(String call, Step step) {
    Failure failure = null;
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failure = Failure.of(call, path, e);
    }
    Agreement.settle(peers, path, call + " (end)", failure);
  }
}
