package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.Info;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.fileio.FileSystemDriver.Access;
import org.myelin.mpi.io.AccessMode;

/**
 * Opening together (MPI standard, "Opening a File"): the ranks compare path and mode, rank 0
 * creates, then all open, and either all have the file in the end or none.
 */
public final class Opening {
  private static final UUID PROCESS = UUID.randomUUID();

  private final Peers peers;
  private final FileSystemDriver driver;
  private final Path path;
  private final Set<AccessMode> mode;

  private Opening(Peers peers, FileSystemDriver driver, Path path, Set<AccessMode> mode) {
    this.peers = peers;
    this.driver = driver;
    this.path = path;
    this.mode = mode;
  }

  /** Opens on all ranks of {@code peers}, or throws the same on all of them. */
  public static FileHandle open(
      Peers peers, FileSystemDriver driver, Path path, Set<AccessMode> mode, Info info) {
    boolean open = false;
    try {
      FileHandle handle = new Opening(peers, driver, path, mode).open(info);
      open = true;
      return handle;
    } finally {
      if (!open) {
        peers.close();
      }
    }
  }

  private FileHandle open(Info info) {
    ByteBuffer[] said = compare(info);
    boolean created = create();
    StorageFile storage = null;
    Failure failure = null;
    try {
      storage = driver.open(path, access());
    } catch (IOException | RuntimeException e) {
      failure = Failure.of("open", path, e);
    }
    try {
      Agreement.settle(peers, path, "open (end)", failure);
    } catch (MpiException e) {
      undo(storage, created, e);
      throw e;
    }
    Hints hints = Hints.of(Hints.decode(said[0].duplicate().position(16)), peers.size());
    RangeLocks locks = peers.size() == 1 ? null : RangeLocks.of(path);
    OpenFile file = new OpenFile(storage, hints, locks, processes(said));
    return new FileHandle(peers, driver, path, file, mode.contains(AccessMode.DELETE_ON_CLOSE));
  }

  /** Compares the arguments; returns each rank's process and hints. */
  private ByteBuffer[] compare(Info info) {
    Set<AccessMode> sorted = EnumSet.noneOf(AccessMode.class);
    sorted.addAll(mode);
    byte[] hints = Hints.encode(info);
    ByteBuffer body = ByteBuffer.allocate(16 + hints.length);
    body.putLong(PROCESS.getMostSignificantBits()).putLong(PROCESS.getLeastSignificantBits());
    body.put(hints);
    ByteBuffer[] all =
        Agreement.exchange(peers, path, "open", path + ", " + sorted, checkMode(), body.array());
    return Arrays.stream(all).map(ByteBuffer::slice).toArray(ByteBuffer[]::new);
  }

  /** Whether the ranks live in more than one process. */
  private static boolean processes(ByteBuffer[] said) {
    ByteBuffer first = said[0].duplicate().limit(16);
    return Arrays.stream(said).anyMatch(other -> !other.duplicate().limit(16).equals(first));
  }

  private Failure checkMode() {
    int ways = 0;
    for (AccessMode way : EnumSet.of(AccessMode.RDONLY, AccessMode.RDWR, AccessMode.WRONLY)) {
      ways += mode.contains(way) ? 1 : 0;
    }
    if (ways != 1) {
      return refused(ErrorClass.AMODE, "needs exactly one of RDONLY, RDWR and WRONLY");
    }
    boolean creates = mode.contains(AccessMode.CREATE) || mode.contains(AccessMode.EXCL);
    if (mode.contains(AccessMode.RDONLY) && creates) {
      return refused(ErrorClass.AMODE, "cannot have CREATE or EXCL together with RDONLY");
    }
    if (mode.contains(AccessMode.RDWR) && mode.contains(AccessMode.SEQUENTIAL)) {
      return refused(ErrorClass.AMODE, "cannot have SEQUENTIAL together with RDWR");
    }
    if (mode.contains(AccessMode.SEQUENTIAL)) {
      return refused(ErrorClass.UNSUPPORTED_OPERATION, "has SEQUENTIAL, which is not supported");
    }
    return null;
  }

  private Failure refused(ErrorClass kind, String why) {
    return new Failure(kind, "open " + path + ": mode " + mode + " " + why, null);
  }

  private boolean create() {
    if (!mode.contains(AccessMode.CREATE)) {
      return false;
    }
    boolean created = false;
    Failure failure = null;
    if (peers.rank() == 0) {
      try {
        created = driver.create(path, mode.contains(AccessMode.EXCL));
      } catch (IOException | RuntimeException e) {
        failure = Failure.of("open", path, e);
      }
    }
    Agreement.settle(peers, path, "open (create)", failure);
    return created;
  }

  private Access access() {
    if (mode.contains(AccessMode.RDONLY)) {
      return Access.READ;
    }
    return mode.contains(AccessMode.RDWR) ? Access.READ_WRITE : Access.WRITE;
  }

  private void undo(StorageFile storage, boolean created, MpiException why) {
    try {
      if (storage != null) {
        storage.close();
      }
      if (created) {
        driver.delete(path);
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
