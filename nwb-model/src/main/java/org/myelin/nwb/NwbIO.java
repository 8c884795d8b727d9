package org.myelin.nwb;

import java.nio.file.Path;
import java.util.Objects;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.OpenMode;
import org.myelin.mpi.Intracomm;
import org.myelin.nwb.internal.backend.Agreement;
import org.myelin.nwb.internal.backend.CachedSpecs;
import org.myelin.nwb.internal.backend.Hdf5Reader;
import org.myelin.nwb.internal.backend.Hdf5Writer;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.builder.Targets;
import org.myelin.nwb.internal.map.TypeMap;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.SpecException;

/**
 * NWB files on disk: written, appended to and read, by one process or by the ranks of a
 * communicator.
 *
 * <p>With a communicator, opening, creating, {@link #flush} and {@link #close} are collective, and
 * what is added to the file must be the same on every rank (object ids and dates are agreed by this
 * class). Elements of datasets may be read and written by any rank at any time, see {@link
 * NwbData}. Opening waits for all ranks and fails on all of them when it fails on one, so no
 * barrier is needed around it.
 *
 * <pre>{@code
 * NwbIO.write(path, file);
 * try (NwbIO io = NwbIO.open(path, NwbIO.Mode.APPEND, mpi.world())) {
 *   io.read().acquisition().get("ts", TimeSeries.class).data()
 *       .writeLongs(Hyperslab.point(rank), new long[] {rank});
 * }
 * }</pre>
 */
public final class NwbIO implements AutoCloseable {
  /** What an open file is for. */
  public enum Mode {
    /** Reading; the file does not change. */
    READ,
    /** Reading, writing elements of existing datasets, and adding objects. */
    APPEND
  }

  private final Hdf5File hdf5;
  private final Intracomm comm;
  private final GroupBuilder root;
  private final NwbFile file;
  private final Lazily<NamespaceCatalog> catalog;
  private final boolean writable;
  private boolean closed;

  private NwbIO(
      Hdf5File hdf5,
      Intracomm comm,
      GroupBuilder root,
      NwbFile file,
      Lazily<NamespaceCatalog> catalog,
      boolean writable) {
    this.hdf5 = hdf5;
    this.comm = comm;
    this.root = root;
    this.file = file;
    this.catalog = catalog;
    this.writable = writable;
  }

  /** Writes a session to a new file, replacing one of that name once all is written. */
  public static void write(Path path, NwbFile file) {
    create(path, file).close();
  }

  /** Writes a session to a new file, all ranks together; each gives the same session. */
  public static void write(Path path, NwbFile file, Intracomm comm) {
    create(path, file, comm).close();
  }

  /**
   * Creates a file with a session and leaves it open, to write elements that were only allocated.
   */
  public static NwbIO create(Path path, NwbFile file) {
    return create(path, file, null);
  }

  /**
   * Creates a file with a session, all ranks together, and leaves it open.
   *
   * @throws NwbException if the session is in a file already, or the ranks' sessions differ
   */
  public static NwbIO create(Path path, NwbFile file, Intracomm comm) {
    GroupBuilder root = file.builder();
    if (root.isStored()) {
      throw new NwbException(
          path + ": this session is in a file already; a session is written once");
    }
    Hdf5File hdf5 = comm == null ? Hdf5File.create(path) : Hdf5File.create(path, comm);
    NwbIO io = new NwbIO(hdf5, comm, root, file, new Lazily<>(NamespaceCatalog::shipped), true);
    try {
      if (!file.contains("specifications")) {
        CachedSpecs.add(root, NamespaceCatalog.shipped());
      }
      io.flush();
      return io;
    } catch (RuntimeException | Error e) {
      io.abandon(e);
      throw e;
    }
  }

  /** Opens a file for reading. */
  public static NwbIO open(Path path) {
    return open(path, Mode.READ);
  }

  /** Opens a file. */
  public static NwbIO open(Path path, Mode mode) {
    return open(path, mode, null);
  }

  /**
   * Opens a file, all ranks together.
   *
   * @throws NwbException if it is an HDF5 file but not an NWB 2 file
   * @throws org.myelin.hdf5.Hdf5Exception if it is missing or not an HDF5 file
   */
  public static NwbIO open(Path path, Mode mode, Intracomm comm) {
    Objects.requireNonNull(mode, "mode");
    OpenMode how = mode == Mode.APPEND ? OpenMode.EDIT : OpenMode.READ;
    Hdf5File hdf5 = comm == null ? Hdf5File.open(path, how) : Hdf5File.open(path, how, comm);
    try {
      GroupBuilder root = Hdf5Reader.tree(hdf5.root());
      Lazily<NamespaceCatalog> catalog = new Lazily<>(() -> CachedSpecs.read(hdf5));
      TypeMap types = new TypeMap(() -> usable(catalog));
      requireNwb(path, root);
      if (!(types.view(root) instanceof NwbFile file)) {
        throw new NwbException(
            path
                + ": found neurodata_type "
                + root.text("neurodata_type")
                + " at /, expected NWBFile");
      }
      if (mode == Mode.READ) {
        root.freeze(path + " is open for reading only");
      }
      return new NwbIO(hdf5, comm, root, file, catalog, mode == Mode.APPEND);
    } catch (RuntimeException | Error e) {
      try {
        hdf5.close();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /**
   * Objects can be read without the schema that the file carries, so one that is broken only costs
   * the types it adds.
   */
  private static NamespaceCatalog usable(Lazily<NamespaceCatalog> carried) {
    try {
      return carried.get();
    } catch (SpecException broken) {
      return NamespaceCatalog.shipped();
    }
  }

  private static void requireNwb(Path path, GroupBuilder root) {
    if (root.text("neurodata_type") == null) {
      String version = root.text("nwb_version");
      throw new NwbException(
          path
              + (root.child("nwb_version") != null || (version != null && version.startsWith("1"))
                  ? ": is an NWB 1 file; convert it to NWB 2 first"
                  : ": is an HDF5 file but not an NWB file: / has no neurodata_type"));
    }
  }

  /** The session in the file. Cheap: content is read when it is asked for. */
  public NwbFile read() {
    return file;
  }

  /**
   * The schema in force: what the file carries, over what is shipped.
   *
   * @throws org.myelin.nwb.spec.SpecException if the file carries one that cannot be understood
   */
  public NamespaceCatalog specifications() {
    return catalog.get();
  }

  /** The file underneath. */
  public Hdf5File hdf5() {
    return hdf5;
  }

  /** Writes all objects added since the last flush and commits the file; collective. */
  public void flush() {
    if (!writable) {
      return;
    }
    Targets.requireInside(root);
    Agreement.agree(comm, root);
    Hdf5Writer.write(hdf5, root, comm == null ? 0 : comm.rank());
    hdf5.flush();
  }

  /** Flushes and closes; collective. Closing twice does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      flush();
      root.freeze(hdf5.path() + " is closed");
    } catch (RuntimeException | Error e) {
      abandon(e);
      throw e;
    }
    hdf5.close();
  }

  /** Leaves without bringing half a change into the file: a failed create leaves no file at all. */
  private void abandon(Throwable why) {
    try {
      hdf5.discard();
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }
}
