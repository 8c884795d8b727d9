package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.internal.driver.CacheImageDriver;
import org.myelin.hdf5.internal.parallel.Attempt;
import org.myelin.hdf5.internal.parallel.Peers;
import org.myelin.hdf5.internal.storage.RedoRecord;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.spi.ExtentList;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Ends a commit that a crash has cut off. Its redo record is there as a whole or the commit has
 * changed nothing yet, so a file that is opened is always that of one commit.
 */
final class Replay {
  private Replay() {}

  /**
   * The redo record that waits at the end of this file, or null. One that would not leave a
   * superblock of a whole file is none of ours.
   */
  static RedoRecord pending(FileDriver driver, long maxAllocation) {
    RedoRecord r = driver.size() > end(driver) ? RedoRecord.find(driver, maxAllocation) : null;
    long after = r == null ? -1 : end(new CacheImageDriver(driver, r.byPosition()));
    return after < 0 || after > driver.size() ? null : r;
  }

  /** Where the space in use ends; -1 if the superblock does not tell. */
  private static long end(FileDriver driver) {
    try {
      Superblocks.Found found = Superblocks.look(driver, Geometry.DEFAULT.positions());
      return found == null ? -1 : found.end();
    } catch (CorruptFileException e) {
      return -1;
    }
  }

  /** The file as its last commit has it, for reading; nothing is written. */
  static FileDriver over(FileDriver driver, long maxAllocation) {
    RedoRecord r = pending(driver, maxAllocation);
    return r == null ? driver : new CacheImageDriver(driver, r.byPosition());
  }

  /** Brings the file to its last commit. Collective; rank 0 finds out and writes. */
  static boolean apply(FileDriver driver, long maxAllocation, Peers peers) {
    boolean first = peers.rank() == 0;
    Attempt<RedoRecord> found = Attempt.of(() -> first ? pending(driver, maxAllocation) : null);
    byte[] told = {(byte) (found.failed() || found.value() == null ? 0 : 1)};
    boolean waits = peers.broadcast(told)[0] != 0;
    RedoRecord record = found.get();
    if (waits) {
      ExtentList blocks = new ExtentList();
      if (first) {
        record.byPosition().forEach((at, bytes) -> blocks.add(at, ByteBuffer.wrap(bytes)));
      }
      driver.writeAll(blocks);
      driver.force();
      driver.truncate(Superblocks.find(driver, Geometry.DEFAULT.positions()).end());
    }
    return waits;
  }
}
