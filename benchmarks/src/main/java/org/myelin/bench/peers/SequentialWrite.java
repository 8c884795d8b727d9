package org.myelin.bench.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process that writes as many bytes in a row: the floor for every parallel write. */
public final class SequentialWrite {
  private static final int PIECE = 4 << 20;

  private SequentialWrite() {}

  /** Writes {@code bytes} bytes to a new file; gives megabytes (10^6) in a second. */
  public static double megabytesPerSecond(Path file, long bytes) throws IOException {
    java.nio.file.Files.deleteIfExists(file);
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    long start = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; left -= piece.limit()) {
        piece.clear().limit((int) Math.min(PIECE, left));
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      }
    }
    return bytes / ((System.nanoTime() - start) / 1e9) / 1e6;
  }
}
