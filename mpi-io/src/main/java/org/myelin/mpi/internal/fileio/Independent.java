package org.myelin.mpi.internal.fileio;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Access by one rank alone. Many small pieces near each other go through data sieving: whole blocks
 * are read, changed in memory and written back under a lock; others go piece by piece.
 */
final class Independent {
  /**
   * Pieces at most this far apart on average, piece included, are sieved unless hints say
   * otherwise.
   */
  private static final long NEAR = 16 << 10;

  /** Buffers shorter than this are packed together before they go to the file. */
  private static final int PACKED = 256 << 10;

  private final OpenFile file;

  Independent(OpenFile file) {
    this.file = file;
  }

  /** Writes; returns the number of bytes. */
  long write(Access access, Memory memory) throws IOException {
    if (access.empty()) {
      return 0;
    }
    if (!access.contiguous()
        && file.storage().readable()
        && sieved(access, file.hints().sieveWrite)) {
      writeSieved(access, memory);
    } else {
      pieces(access, (offset, stream, bytes) -> writePiece(memory, stream, offset, bytes));
    }
    return access.bytes();
  }

  /** Reads as far as the file reaches; returns the number of bytes. */
  long read(Access wanted, Memory memory) throws IOException {
    if (wanted.empty()) {
      return 0;
    }
    if (!wanted.map().disjoint()) {
      return readOverlapping(wanted, memory);
    }
    Access access = wanted.contiguous() ? wanted : wanted.below(file.storage().size());
    if (access.empty()) {
      return 0;
    }
    if (!access.contiguous() && sieved(access, file.hints().sieveRead)) {
      readSieved(access, memory);
      return access.bytes();
    }
    return readOverlapping(access, memory);
  }

  private static boolean sieved(Access access, Hints.Choice choice) {
    if (choice != Hints.Choice.AUTOMATIC || !access.map().disjoint()) {
      return choice == Hints.Choice.ENABLE;
    }
    long pieces = Math.max(1, access.bytes() / access.averagePiece());
    return (access.high() - access.low()) / pieces <= NEAR;
  }

  private void writeSieved(Access access, Memory memory) throws IOException {
    long done = access.from();
    try (IoBuffer buffer = new IoBuffer(file.hints().writeBuffer)) {
      while (done < access.to()) {
        long low = access.map().offsetOf(done);
        long next = access.streamAt(low + buffer.bytes().capacity());
        long high = access.map().offsetOf(next - 1) + 1;
        ByteBuffer window = buffer.bytes().slice(0, (int) (high - low));
        try (Closeable held = file.lock(low, high)) {
          if (next - done < high - low) {
            file.readOrZero(window, low);
          }
          Transfer.scatter(access, done, next, memory, done - access.from(), window, low);
          file.storage().write(window.clear(), low);
        }
        done = next;
      }
    }
  }

  private void readSieved(Access access, Memory memory) throws IOException {
    long done = access.from();
    try (IoBuffer buffer = new IoBuffer(file.hints().readBuffer)) {
      while (done < access.to()) {
        long low = access.map().offsetOf(done);
        long next = access.streamAt(low + buffer.bytes().capacity());
        long high = access.map().offsetOf(next - 1) + 1;
        ByteBuffer window = buffer.bytes().slice(0, (int) (high - low));
        file.readOrZero(window, low);
        Transfer.gather(access, done, next, memory, done - access.from(), window, low);
        done = next;
      }
    }
  }

  private long readOverlapping(Access access, Memory memory) throws IOException {
    long[] total = {0};
    boolean[] ended = {false};
    pieces(
        access,
        (offset, stream, bytes) -> {
          for (long done = 0; done < bytes && !ended[0]; ) {
            int wanted = step(memory, stream + done, bytes - done);
            int read = readStep(memory, stream + done, offset + done, wanted);
            ended[0] = read < wanted;
            done += read;
            total[0] += read;
          }
        });
    return total[0];
  }

  private void writePiece(Memory memory, long stream, long offset, long bytes) throws IOException {
    boolean lock = file.hints().sieveWrite != Hints.Choice.DISABLE;
    try (Closeable held = lock ? file.lock(offset, offset + bytes) : null) {
      for (long done = 0; done < bytes; ) {
        int next = step(memory, stream + done, bytes - done);
        writeStep(memory, stream + done, offset + done, next);
        done += next;
      }
    }
  }

  /** How much to move in one call: one of the caller's buffers, or many small ones packed. */
  private static int step(Memory memory, long stream, long bytes) {
    int together = memory.piece(stream, bytes).capacity();
    return together >= PACKED ? together : (int) Math.min(bytes, PACKED);
  }

  private int readStep(Memory memory, long stream, long offset, int bytes) throws IOException {
    ByteBuffer part = memory.span(stream, bytes);
    if (part != null) {
      return file.storage().read(part, offset);
    }
    try (IoBuffer packed = new IoBuffer(bytes)) {
      int read = file.storage().read(packed.bytes(), offset);
      memory.write(stream, packed.bytes(), 0, read);
      return read;
    }
  }

  private void writeStep(Memory memory, long stream, long offset, int bytes) throws IOException {
    ByteBuffer part = memory.span(stream, bytes);
    if (part != null) {
      file.storage().write(part, offset);
      return;
    }
    try (IoBuffer packed = new IoBuffer(bytes)) {
      memory.read(stream, packed.bytes(), 0, bytes);
      file.storage().write(packed.bytes(), offset);
    }
  }

  @FunctionalInterface
  private interface Piece {
    void move(long offset, long stream, long bytes) throws IOException;
  }

  private static void pieces(Access access, Piece piece) throws IOException {
    long[] stream = {0};
    try {
      access
          .map()
          .visit(
              access.from(),
              access.to(),
              0,
              (start, length, stride, count) -> {
                try {
                  for (long i = 0; i < count; i++) {
                    piece.move(start + i * stride, stream[0], length);
                    stream[0] += length;
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
