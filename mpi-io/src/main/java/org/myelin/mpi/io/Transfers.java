package org.myelin.mpi.io;

import java.util.Set;
import java.util.function.LongFunction;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.Status;
import org.myelin.mpi.internal.fileio.Access;
import org.myelin.mpi.internal.fileio.FileHandle;
import org.myelin.mpi.internal.fileio.Memory;
import org.myelin.mpi.internal.fileio.Stream;

/** The one path of all reads and writes: open the caller's memory, find the place, move, report. */
final class Transfers {
  private final FileHandle handle;
  private final Set<AccessMode> mode;

  Transfers(FileHandle handle, Set<AccessMode> mode) {
    this.handle = handle;
    this.mode = mode;
  }

  /** A call of this rank alone; {@code place} finds the part of the file for a number of bytes. */
  Status one(String call, boolean reading, Stream stream, LongFunction<Access> place) {
    long bytes = 0;
    try {
      Memory memory = opened(stream, reading);
      Access access = place.apply(memory.size());
      bytes = reading ? handle.read(call, access, memory) : handle.write(call, access, memory);
    } catch (MpiException e) {
      throw e.rank() < 0 ? handle.failure(call, e) : e;
    } finally {
      stream.done(bytes, reading);
    }
    return Status.ofBytes(bytes);
  }

  /** A collective call. A rank that is refused still takes part, to tell the others. */
  Status all(String call, boolean reading, Stream stream, LongFunction<Access> place) {
    Access access = Access.NONE;
    Memory memory = new Memory();
    RuntimeException refused = null;
    try {
      memory = opened(stream, reading);
      access = place.apply(memory.size());
    } catch (RuntimeException e) {
      refused = e;
    }
    long bytes = 0;
    try {
      bytes =
          reading
              ? handle.readAll(call, access, memory, refused)
              : handle.writeAll(call, access, memory, refused);
    } finally {
      stream.done(bytes, reading);
    }
    return Status.ofBytes(bytes);
  }

  private Memory opened(Stream stream, boolean reading) {
    if (reading && mode.contains(AccessMode.WRONLY)) {
      throw new MpiException(ErrorClass.ACCESS, -1, "the file was opened for writing only");
    }
    if (!reading && mode.contains(AccessMode.RDONLY)) {
      throw new MpiException(ErrorClass.READ_ONLY, -1, "the file was opened for reading only");
    }
    return stream.open(reading);
  }
}
