package org.myelin.hdf5.crash;

import java.nio.ByteBuffer;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.spi.FileDriver;

/** Storage whose k-th call fails, and every later one that changes anything. */
public final class FaultyDriver extends OneByOneDriver {
  /** What goes wrong. */
  public enum Fault {
    /** Nothing of the call is done, reads and writes alike. */
    IO_ERROR,
    /** Writes fail, and what is beyond the end cannot be had; reads go on. */
    DISK_FULL,
    /** Half of the call's bytes are written before it fails. */
    SHORT_WRITE
  }

  private final FileDriver file;
  private final Fault fault;
  private final long failing;
  private long calls;
  private boolean failed;
  private boolean closed;

  /** Fails at call number {@code failing}, from 0; negative for never. */
  public FaultyDriver(FileDriver file, Fault fault, long failing) {
    this.file = file;
    this.fault = fault;
    this.failing = failing;
  }

  /** What is under the faults. */
  public FileDriver stored() {
    return file;
  }

  /** Calls so far. */
  public long calls() {
    return calls;
  }

  /** Whether the storage was given up. */
  public boolean isClosed() {
    return closed;
  }

  private boolean fails(boolean changes) {
    boolean now = calls++ == failing || failed && changes;
    failed |= now;
    return now && (changes || fault == Fault.IO_ERROR);
  }

  private Hdf5IOException failure(String what) {
    return new Hdf5IOException(name() + ": cannot " + what + ": " + fault);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public int read(long address, ByteBuffer into) {
    if (fails(false)) {
      throw failure("read");
    }
    return file.read(address, into);
  }

  @Override
  public void write(long address, ByteBuffer from) {
    if (fails(true)) {
      if (fault == Fault.SHORT_WRITE) {
        file.write(address, from.duplicate().limit(from.position() + from.remaining() / 2));
      }
      throw failure("write");
    }
    file.write(address, from);
  }

  @Override
  public void extend(long size) {
    if (fails(true)) {
      throw failure("extend");
    }
    file.extend(size);
  }

  @Override
  public void truncate(long size) {
    if (fails(true)) {
      throw failure("truncate");
    }
    file.truncate(size);
  }

  @Override
  public void force() {
    if (fails(true)) {
      throw failure("force");
    }
    file.force();
  }

  @Override
  public void close() {
    closed = true;
    file.close();
  }
}
