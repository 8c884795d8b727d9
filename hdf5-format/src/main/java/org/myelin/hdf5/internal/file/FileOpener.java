package org.myelin.hdf5.internal.file;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.myelin.hdf5.Durability;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.LockPolicy;
import org.myelin.hdf5.OpenMode;
import org.myelin.hdf5.internal.driver.ChannelDriver;
import org.myelin.hdf5.internal.driver.IoErrors;
import org.myelin.hdf5.internal.driver.MpioDriver;
import org.myelin.hdf5.internal.driver.WriterLock;
import org.myelin.hdf5.internal.parallel.Attempt;
import org.myelin.hdf5.internal.parallel.CollectiveGuard;
import org.myelin.hdf5.internal.parallel.CommPeers;
import org.myelin.hdf5.internal.parallel.Peers;
import org.myelin.hdf5.spi.FileDriver;
import org.myelin.mpi.Intracomm;

/**
 * Opens and closes files, alone or with other ranks. A new file has a temporary name until its
 * first commit, so that nothing half-written ever stands under its own.
 */
public final class FileOpener {
  /** Whether a folder can be opened and forced like a file: not on Windows. */
  private static final boolean FOLDERS_ARE_FILES = File.separatorChar == '/';

  private final Path path;
  private final OpenFile file;
  private Path temporary;
  private WriterLock lock;

  private FileOpener(Path path, Path temporary, OpenFile file) {
    this.path = path;
    this.temporary = temporary;
    this.file = file;
  }

  private FileOpener with(WriterLock newLock) {
    lock = newLock;
    return this;
  }

  /** Creates a file; {@code comm} is null for a serial one. */
  public static FileOpener create(Path path, FileOptions options, Intracomm comm) {
    checkAlone(path, options, comm);
    Peers peers = comm == null ? Peers.ALONE : new CommPeers(comm);
    boolean done = false;
    try {
      Path temporary = temporaryName(path, peers);
      if (options.exclusive()) {
        attempt(path, peers, "create", () -> refuseExisting(path, peers));
      }
      FileDriver driver =
          comm == null
              ? ChannelDriver.create(temporary)
              : MpioDriver.create(((CommPeers) peers).comm(), temporary);
      FileOpener out =
          new FileOpener(
              path,
              temporary,
              OpenFile.create(
                  driver, options, peers, ExternalFiles.of(path.toString(), path, options)));
      done = true;
      return out;
    } catch (Hdf5IOException e) {
      throw renamed(e, path);
    } finally {
      if (!done) {
        peers.close();
      }
    }
  }

  /** Opens a file; {@code comm} is null for a serial one. */
  public static FileOpener open(Path path, OpenMode mode, FileOptions options, Intracomm comm) {
    boolean writable = mode == OpenMode.EDIT;
    if (mode == OpenMode.READ_SWMR && comm != null) {
      throw new IllegalArgumentException(
          path + ": a file that is being written in SWMR mode is opened without a communicator");
    }
    if (writable) {
      checkAlone(path, options, comm);
    }
    Peers peers = comm == null ? Peers.ALONE : new CommPeers(comm);
    FileDriver driver = null;
    WriterLock lock = null;
    ExternalFiles others = ExternalFiles.of(path.toString(), path, options);
    boolean done = false;
    try {
      driver =
          comm == null
              ? ChannelDriver.open(path, writable)
              : MpioDriver.open(((CommPeers) peers).comm(), path, writable);
      if (writable) {
        lock =
            attempt(
                path,
                peers,
                "lock",
                () ->
                    WriterLock.take(path, peers.rank() == 0 ? options.locking() : LockPolicy.NONE));
      }
      FileDriver d = driver;
      OpenFile file =
          attempt(
              path,
              peers,
              "open " + mode,
              () ->
                  mode == OpenMode.READ_SWMR
                      ? OpenFile.follow(d, options, peers, others)
                      : OpenFile.open(d, writable, options, peers, others));
      done = true;
      return new FileOpener(path, null, file).with(lock);
    } finally {
      if (!done) {
        if (lock != null) {
          lock.close();
        }
        if (driver != null) {
          driver.close();
        }
        others.close();
        peers.close();
      }
    }
  }

  private static void checkAlone(Path path, FileOptions options, Intracomm comm) {
    if (comm != null && options.durability() == Durability.SWMR) {
      throw new IllegalArgumentException(
          path + ": a file with Durability.SWMR is written without a communicator");
    }
  }

  /** Opens a file of any storage for reading. */
  public static FileOpener open(FileDriver driver) {
    return open(driver, Path.of(driver.name()));
  }

  /**
   * Opens a file of any storage for reading.
   *
   * @param path what stands for the file's path
   */
  public static FileOpener open(FileDriver driver, Path path) {
    FileOptions options = FileOptions.DEFAULT;
    return open(driver, options, path, ExternalFiles.of(driver.name(), null, options));
  }

  /** Creates a file in this storage, which nobody else looks at, or opens the one there to edit. */
  public static FileOpener edit(FileDriver driver, FileOptions options, boolean create) {
    ExternalFiles others = ExternalFiles.of(driver.name(), null, options);
    boolean done = false;
    try {
      OpenFile file =
          create
              ? OpenFile.create(driver, options, Peers.ALONE, others)
              : OpenFile.open(driver, true, options, Peers.ALONE, others);
      done = true;
      return new FileOpener(Path.of(driver.name()), null, file);
    } finally {
      if (!done) {
        driver.close();
      }
    }
  }

  /** Opens a file for reading that may lead to others. */
  static FileOpener open(FileDriver driver, FileOptions options, Path path, ExternalFiles others) {
    boolean done = false;
    try {
      OpenFile file = OpenFile.open(driver, false, options, Peers.ALONE, others);
      done = true;
      return new FileOpener(path, null, file);
    } finally {
      if (!done) {
        driver.close();
      }
    }
  }

  /** Runs what may fail on one rank only, and fails on all if it does. */
  private static <T> T attempt(Path path, Peers peers, String call, Supplier<T> work) {
    Attempt<T> result = Attempt.of(work);
    new CollectiveGuard(path.toString(), peers).agree(call, result.failure());
    return result.get();
  }

  private static Object refuseExisting(Path path, Peers peers) {
    if (peers.rank() == 0 && Files.exists(path)) {
      throw new Hdf5IOException(path + ": cannot create: it exists already", null);
    }
    return null;
  }

  private static Path temporaryName(Path path, Peers peers) {
    String random = UUID.randomUUID().toString().substring(0, 8);
    byte[] agreed = peers.broadcast(random.getBytes(StandardCharsets.US_ASCII));
    Path name = path.getFileName();
    if (name == null) {
      throw new IllegalArgumentException("'" + path + "' is not a file name");
    }
    return path.resolveSibling(
        "." + name + "." + new String(agreed, StandardCharsets.US_ASCII) + ".part");
  }

  /** The engine. */
  public OpenFile file() {
    return file;
  }

  /** The path as given. */
  public Path path() {
    return path;
  }

  /** Commits; the first commit of a new file gives it its own name. Collective. */
  public void commit(String call) {
    file.commit(call);
    if (temporary != null) {
      RuntimeException failure = null;
      if (file.guard().peers().rank() == 0) {
        failure = takeName();
      }
      file.guard().agree("name the file", failure);
      file.driver().moved(path);
      temporary = null;
    }
  }

  /** The lock comes first, so that nobody else gets hold of the file under its name before it. */
  private RuntimeException takeName() {
    try {
      if (lock == null) {
        lock = WriterLock.take(temporary, file.options().locking());
      }
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (file.options().durability() == Durability.SAFE) {
        forceFolder(path.toAbsolutePath().getParent());
      }
      return null;
    } catch (Hdf5IOException e) {
      return e;
    } catch (IOException e) {
      return IoErrors.wrap("give the new file its name", path.toString(), e);
    }
  }

  /** Makes a new name last through a power cut, where the system can do that. */
  private static void forceFolder(Path folder) throws IOException {
    if (!FOLDERS_ARE_FILES) {
      return;
    }
    try (FileChannel c = FileChannel.open(folder, StandardOpenOption.READ)) {
      c.force(true);
    }
  }

  /** Commits what was changed, and closes. Collective. */
  public void close() {
    if (file.isClosed()) {
      return;
    }
    RuntimeException failure = null;
    if (file.isWritable() && !file.hasFailed()) {
      failure =
          Attempt.run(
                  () -> {
                    commit("close");
                    file.unmark();
                  })
              .failure();
    } else {
      // a storage that has failed keeps the mark, which recovery takes off
      Attempt.run(file::unmark);
    }
    end(failure);
  }

  /** Closes without a commit. Collective. */
  public void discard() {
    if (!file.isClosed()) {
      Attempt.run(file::unmark);
      end(null);
    }
  }

  private void end(RuntimeException failure) {
    Attempt<Void> released = Attempt.run(file::release);
    if (lock != null) {
      lock.close();
    }
    if (temporary != null && file.guard().peers().rank() == 0) {
      temporary.toFile().delete();
    }
    if (failure != null) {
      throw failure;
    }
    released.get();
  }

  /** Failures of the temporary file are told under the name that the user gave. */
  private static Hdf5IOException renamed(Hdf5IOException e, Path path) {
    String m =
        e.getMessage()
            .replaceAll(
                "\\.(" + Pattern.quote(path.getFileName().toString()) + ")\\.[0-9a-f]{8}\\.part",
                "$1");
    return new Hdf5IOException(m, e);
  }
}
