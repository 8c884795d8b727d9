package org.myelin.hdf5.internal.driver;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.spi.ExtentList;
import org.myelin.hdf5.spi.FileDriver;
import org.myelin.mpi.Info;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.Op;
import org.myelin.mpi.io.AccessMode;
import org.myelin.mpi.io.MpiFile;

/**
 * A file shared by the ranks of a communicator. Collective writes make each rank's pieces its view
 * of the file and let MPI-IO merge them; calls of one rank alone go through a handle of its own,
 * which has no view.
 */
public final class MpioDriver implements FileDriver {
  private final Intracomm comm;
  private final MpiFile shared;
  private final MpiFile own;
  private volatile Path path;

  private MpioDriver(Intracomm comm, Path path, MpiFile shared, MpiFile own) {
    this.comm = comm;
    this.path = path;
    this.shared = shared;
    this.own = own;
  }

  /** Opens an existing file. Collective. */
  public static MpioDriver open(Intracomm comm, Path path, boolean writable) {
    return open(
        comm,
        path,
        writable ? AccessMode.READ_WRITE : AccessMode.READ_ONLY,
        writable ? AccessMode.READ_WRITE : AccessMode.READ_ONLY);
  }

  /** Creates a file that must not exist yet. Collective. */
  public static MpioDriver create(Intracomm comm, Path path) {
    return open(
        comm,
        path,
        Set.of(AccessMode.RDWR, AccessMode.CREATE, AccessMode.EXCL),
        AccessMode.READ_WRITE);
  }

  private static MpioDriver open(
      Intracomm comm, Path path, Set<AccessMode> mode, Set<AccessMode> again) {
    return guarded(
        "open",
        path.toString(),
        () -> {
          MpiFile shared = MpiFile.open(comm, path, mode, Info.EMPTY);
          return new MpioDriver(
              comm, path, shared, MpiFile.open(Intracomm.self(), path, again, Info.EMPTY));
        });
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public long size() {
    return guarded("size", name(), own::size);
  }

  @Override
  public int read(long address, ByteBuffer into) {
    int start = into.position();
    guarded("read", name(), () -> own.readAt(address, into));
    return into.position() - start;
  }

  @Override
  public void write(long address, ByteBuffer from) {
    guarded("write", name(), () -> own.writeAt(address, from));
  }

  @Override
  public void writeAll(ExtentList extents) {
    int n = extents.size();
    long[] offsets = new long[n];
    long[] lengths = new long[n];
    for (int i = 0; i < n; i++) {
      offsets[i] = extents.offset(i);
      lengths[i] = extents.length(i);
    }
    guarded(
        "write",
        name(),
        () ->
            shared.writeExtentsAll(
                offsets,
                lengths,
                extents.data().stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new)));
  }

  @Override
  public void extend(long size) {
    guarded(
        "extend",
        name(),
        () -> {
          // all ranks must take the same way, and setSize would cut a file that is longer
          if (comm.allReduce(own.size(), Op.MAX) < size) {
            shared.setSize(size);
          }
          return null;
        });
  }

  @Override
  public void truncate(long size) {
    guarded(
        "truncate",
        name(),
        () -> {
          // all ranks must take the same way, and setSize would lengthen a file that is shorter
          if (comm.allReduce(own.size(), Op.MAX) > size) {
            shared.setSize(size);
          }
          return null;
        });
  }

  @Override
  public void force() {
    guarded(
        "force",
        name(),
        () -> {
          shared.sync();
          return null;
        });
  }

  @Override
  public void moved(Path newPath) {
    path = newPath;
    shared.moved(newPath);
    own.moved(newPath);
  }

  @Override
  public void close() {
    guarded(
        "close",
        name(),
        () -> {
          own.close();
          shared.close();
          return null;
        });
  }

  @FunctionalInterface
  private interface Call<T> {
    T run();
  }

  private static <T> T guarded(String what, String file, Call<T> call) {
    try {
      return call.run();
    } catch (org.myelin.mpi.RankFailedException | org.myelin.mpi.CollectiveMismatchException e) {
      throw e;
    } catch (MpiException e) {
      throw new Hdf5IOException(file + ": cannot " + what + ": " + e.getMessage(), e);
    }
  }
}
