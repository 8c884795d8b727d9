package org.myelin.mpi.internal.transport.shm;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;

/** A rank's mapped file with a ring for each sender. */
final class RingFile implements Closeable {
  private static final String NAME = "rings";

  private final RingLayout layout;
  private final PrivateFile file;
  private final byte[] nonce = new byte[RingLayout.NONCE_BYTES];

  RingFile(RingLayout layout) throws IOException {
    this.layout = layout;
    new SecureRandom().nextBytes(nonce);
    file = new PrivateFile(NAME, layout.fileBytes());
    file.channel().write(ByteBuffer.wrap(nonce), RingLayout.NONCE);
  }

  /** What a peer needs to open it; a text without blanks. */
  String address() {
    byte[] folder = file.path().getParent().toString().getBytes(StandardCharsets.UTF_8);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(nonce) + "." + encoder.encodeToString(folder);
  }

  /** Takes the memory of one sender's ring. */
  void reserve(int sender) throws IOException {
    file.reserve(layout.ring(sender), layout.ringBytes());
  }

  ByteBuffer ring(int sender) throws IOException {
    return map(file.channel(), layout.ring(sender), layout.ringBytes());
  }

  ByteBuffer header() throws IOException {
    return map(file.channel(), 0, RingLayout.HEADER);
  }

  /** A peer's file, opened by this process. */
  record Opened(ByteBuffer ring, ByteBuffer header) {}

  /** Opens the ring that {@code sender} has in a peer's file; throws when it is another file. */
  static Opened open(RingLayout layout, String address, int sender) throws IOException {
    String[] parts = address.split("\\.", 2);
    if (parts.length != 2) {
      throw new IOException("not the address of a ring file: " + address);
    }
    Base64.Decoder decoder = Base64.getUrlDecoder();
    Path folder = Path.of(new String(decoder.decode(parts[1]), StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer found = ByteBuffer.allocate(RingLayout.NONCE_BYTES);
      channel.read(found, RingLayout.NONCE);
      if (!found.flip().equals(ByteBuffer.wrap(decoder.decode(parts[0])))
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
    file.close();
  }
}
