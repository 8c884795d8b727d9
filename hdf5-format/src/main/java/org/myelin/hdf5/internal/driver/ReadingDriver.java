package org.myelin.hdf5.internal.driver;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.spi.ExtentList;
import org.myelin.hdf5.spi.FileDriver;

/** Storage that is made of other storage, to be read only. */
abstract class ReadingDriver implements FileDriver {
  private final FileDriver named;

  /** A driver on top of {@code named}, the file that the user named; closed with it. */
  ReadingDriver(FileDriver named) {
    this.named = named;
  }

  @Override
  public final String name() {
    return named.name();
  }

  @Override
  public final void write(long address, ByteBuffer from) {
    throw new Hdf5IOException(name() + ": this kind of file can only be read");
  }

  @Override
  public final void writeAll(ExtentList extents) {
    write(0, null);
  }

  @Override
  public final void extend(long size) {
    write(size, null);
  }

  @Override
  public final void truncate(long size) {
    write(size, null);
  }

  @Override
  public final void force() {}

  @Override
  public final void moved(Path path) {}

  @Override
  public final void close() {
    named.close();
  }

  /** Reads a piece of one part; what the part lacks, since it ends early, reads as zero. */
  static void readPart(FileDriver part, long at, ByteBuffer into, int length) {
    ByteBuffer piece = into.slice().limit(length);
    int n = at < part.size() ? part.read(at, piece) : 0;
    for (int i = n; i < length; i++) {
      piece.put(i, (byte) 0);
    }
    into.position(into.position() + length);
  }
}
