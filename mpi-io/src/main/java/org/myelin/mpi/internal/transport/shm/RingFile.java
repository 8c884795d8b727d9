package org.myelin.mpi.internal.transport.shm;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * A rank's mapped file, in memory where there is {@code /dev/shm}. It has mode 0600 in a folder of
 * mode 0700 and loses its name as soon as all peers have it open, so nothing is left behind however
 * the job ends.
 */
final class RingFile implements Closeable {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String NAME = "rings";
  private static final int ZEROS = 1 << 20;

  private final RingLayout layout;
  private final Path folder;
  private final FileChannel channel;
  private final byte[] nonce = new byte[RingLayout.NONCE_BYTES];
  private final Thread hook = new Thread(this::delete, "myelin-delete-rings");

  /** Creates the file; its bytes take no memory yet. */
  RingFile(RingLayout layout) throws IOException {
    this.layout = layout;
    new SecureRandom().nextBytes(nonce);
    folder = folder(layout.fileBytes());
    Runtime.getRuntime().addShutdownHook(hook);
    channel =
        FileChannel.open(
            folder.resolve(NAME),
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    channel.write(ByteBuffer.allocate(1), layout.fileBytes() - 1);
    channel.write(ByteBuffer.wrap(nonce), RingLayout.NONCE);
  }

  private static Path folder(long bytes) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > 2 * bytes) {
      return Files.createTempDirectory(MEMORY, "myelin-", mode);
    }
    return Files.createTempDirectory("myelin-", mode);
  }

  /** What a peer needs to open it; a text without blanks. */
  String address() {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(nonce)
        + "."
        + encoder.encodeToString(folder.toString().getBytes());
  }

  /**
   * Takes the memory of one sender's ring now: touching a mapped byte that the file system has no
   * room for would kill the process.
   */
  void reserve(int sender) throws IOException {
    long at = layout.ring(sender);
    ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
    for (int left = layout.ringBytes(); left > 0; ) {
      zeros.clear().limit(Math.min(left, ZEROS));
      int n = channel.write(zeros, at);
      left -= n;
      at += n;
    }
  }

  ByteBuffer ring(int sender) throws IOException {
    return map(channel, layout.ring(sender), layout.ringBytes());
  }

  ByteBuffer header() throws IOException {
    return map(channel, 0, RingLayout.HEADER);
  }

  /** A peer's file, opened by this process. */
  record Opened(ByteBuffer ring, ByteBuffer header) {}

  /** Opens the ring that {@code sender} has in a peer's file; throws when it is another file. */
  static Opened open(RingLayout layout, String address, int sender) throws IOException {
    String[] parts = address.split("\\.", 2);
    if (parts.length != 2) {
      throw new IOException("not the address of a ring file: " + address);
    }
    Path folder = Path.of(new String(Base64.getUrlDecoder().decode(parts[1])));
    try (FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer found = ByteBuffer.allocate(RingLayout.NONCE_BYTES);
      channel.read(found, RingLayout.NONCE);
      if (!found.flip().equals(ByteBuffer.wrap(Base64.getUrlDecoder().decode(parts[0])))
          || channel.size() != layout.fileBytes()) {
        throw new IOException("another file lies there");
      }
      return new Opened(
          map(channel, layout.ring(sender), layout.ringBytes()),
          map(channel, 0, RingLayout.HEADER));
    }
  }

  private static ByteBuffer map(FileChannel channel, long at, long bytes) throws IOException {
    return channel.map(MapMode.READ_WRITE, at, bytes).order(ByteOrder.nativeOrder());
  }

  /** Takes the file's name away; what is mapped stays. */
  @Override
  public void close() throws IOException {
    channel.close();
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook is at work.
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.deleteIfExists(folder);
    } catch (IOException left) {
      // Somebody else has put something there; the ranks' work is not the worse for it.
    }
  }
}
