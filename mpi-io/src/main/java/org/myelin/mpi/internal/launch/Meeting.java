package org.myelin.mpi.internal.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.match.Limits;
import org.myelin.mpi.spi.ProcessManager;

/**
 * How the ranks of a launcher that only numbers them find each other: rank 0 starts a coordinator
 * and leaves its address and the job's secret in a 0600 file in a 0700 folder that all of them know
 * the name of. The file goes when all have read it.
 */
final class Meeting {
  private static final int SECRET_BYTES = 32;
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

  private final String launcher;
  private final int rank;
  private final int size;
  private final Path folder;

  /** {@code job} tells this job from all others of this user, also later ones. */
  Meeting(String launcher, int rank, int size, Path parent, String job) {
    this.launcher = launcher;
    this.rank = rank;
    this.size = size;
    folder =
        parent.resolve(
            "myelin-" + System.getProperty("user.name") + "-" + job.replaceAll("[^\\w.-]", "_"));
  }

  ProcessManager manager(InetAddress listen) {
    try {
      return rank == 0 ? host(listen) : join();
    } catch (IOException | InterruptedException failed) {
      throw new MpiException(
          ErrorClass.OTHER,
          rank,
          "the ranks of " + launcher + " do not meet in " + folder + ": " + failed.getMessage(),
          failed);
    }
  }

  private ProcessManager host(InetAddress listen) throws IOException {
    makeFolder();
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Coordinator coordinator = new Coordinator(size, secret, new InetSocketAddress(listen, 0));
    String text =
        listen.getHostAddress()
            + " "
            + coordinator.port()
            + " "
            + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Path draft = folder.resolve("draft");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(draft, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    Files.move(draft, meeting(), StandardCopyOption.ATOMIC_MOVE);
    InetSocketAddress address = new InetSocketAddress(listen, coordinator.port());
    return new HostedClient(launcher, rank, size, secret, address) {
      private boolean met;

      @Override
      public void fence() {
        super.fence();
        if (!met) {
          met = true;
          clear();
        }
      }
    };
  }

  private ProcessManager join() throws IOException, InterruptedException {
    long end = System.nanoTime() + Limits.timeout().toNanos();
    while (!Files.exists(meeting())) {
      if (System.nanoTime() - end > 0) {
        throw new IOException("rank 0 left no address");
      }
      Thread.sleep(10);
    }
    checkOwn();
    String[] parts = Files.readString(meeting(), StandardCharsets.US_ASCII).split(" ");
    return new HostedClient(
        launcher,
        rank,
        size,
        Base64.getUrlDecoder().decode(parts[2]),
        new InetSocketAddress(parts[0], Integer.parseInt(parts[1])));
  }

  private void makeFolder() throws IOException {
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWN));
    } catch (FileAlreadyExistsException left) {
      checkOwn();
      Files.deleteIfExists(meeting());
    }
  }

  /** Somebody else could have made a folder of this name, to be told the secret. */
  private void checkOwn() throws IOException {
    Path mine = Files.createTempFile("myelin-", null);
    try {
      if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(mine))
          || !Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(OWN)) {
        throw new IOException("that folder is not this user's alone");
      }
    } finally {
      Files.delete(mine);
    }
  }

  private Path meeting() {
    return folder.resolve("coordinator");
  }

  private void clear() {
    try {
      Files.deleteIfExists(meeting());
      Files.deleteIfExists(folder);
    } catch (IOException left) {
      // The next job of that name replaces it.
    }
  }
}
