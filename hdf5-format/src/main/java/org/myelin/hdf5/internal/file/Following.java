package org.myelin.hdf5.internal.file;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Reads a file while another program writes it in SWMR mode. The writer brings every structure into
 * the file before the one that names it, but not in one step: a structure that is read half old and
 * half new has a wrong checksum, and is read again.
 */
public final class Following {
  private static final int MOST_ATTEMPTS = 100;
  private static final long PAUSE_NANOS = 2_000_000;

  private final OpenFile file;

  Following(OpenFile file) {
    this.file = file;
  }

  /** What is said of a file whose superblock tells that somebody writes it. */
  static Hdf5IOException marked(String name, Superblocks.Found found) {
    long flags = found.superblock().consistencyFlags();
    return new Hdf5IOException(
        name
            + ": Superblock.file consistency flags at 0x"
            + Long.toHexString(found.address())
            + " are "
            + flags
            + ": the file is marked as open for writing"
            + ((flags & Superblock.SWMR_ACCESS) != 0 ? " in SWMR mode" : ", and not in SWMR mode")
            + ": another program has it open, or ended without closing it; in that case remove the"
            + " mark with 'myelin recover --in-place' or Hdf5Recovery.inPlace");
  }

  /** The superblock of a file that may be longer or shorter than it says. */
  static Superblocks.Found superblock(FileDriver driver) {
    LongUnaryOperator positions = Geometry.DEFAULT.positions();
    Superblocks.Found found = steady(() -> {}, () -> Superblocks.look(driver, positions));
    if (found == null) {
      return Superblocks.find(driver, positions);
    }
    Superblock s = found.superblock();
    long both = Superblock.WRITE_ACCESS | Superblock.SWMR_ACCESS;
    if (Superblocks.isMarkedOpen(s) && (s.consistencyFlags() & both) != both) {
      throw marked(driver.name(), found);
    }
    return found;
  }

  /** The superblock tells where the file ended before the writer began; since then it has grown. */
  private void keepUp() {
    file.allocator().grown(file.driver().size() - file.baseAddress());
  }

  /** Drops what was read of the file. */
  public void forget() {
    keepUp();
    file.heap().forget();
    file.headers().forget();
  }

  /** The header at this address as it is now. */
  public ObjectHeader header(long address) {
    forget();
    return file.headers().read(address);
  }

  <T> T steady(Supplier<T> work) {
    T done = steady(this::keepUp, work);
    // what was read may name blocks that were not there when it began
    keepUp();
    return done;
  }

  private static <T> T steady(Runnable first, Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      first.run();
      try {
        return work.get();
      } catch (CorruptFileException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
