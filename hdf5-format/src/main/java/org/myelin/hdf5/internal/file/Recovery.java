package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.parallel.Peers;
import org.myelin.hdf5.internal.storage.RedoRecord;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.spi.FileDriver;

/** Brings a file that a dead writer left to its last commit, and tells what that takes. */
public final class Recovery {
  private final FileDriver driver;
  private final FileOptions options;
  private final List<String> report = new ArrayList<>();

  private Recovery(FileDriver driver, FileOptions options) {
    this.driver = driver;
    this.options = options;
  }

  /** What would be done. Nothing is written. */
  public static List<String> plan(FileDriver driver, FileOptions options) {
    Recovery r = new Recovery(driver, options);
    RedoRecord record = Replay.pending(driver, options.limits().maxAllocation());
    r.tellRecord(record != null);
    FileDriver whole = Replay.over(driver, options.limits().maxAllocation());
    Superblocks.Found found = r.find(whole);
    r.tellMark(found);
    if (record == null) {
      r.tellRest(found);
    }
    return r.report;
  }

  /** Does it. */
  public static List<String> run(FileDriver driver, FileOptions options) {
    Recovery r = new Recovery(driver, options);
    r.find(Replay.over(driver, options.limits().maxAllocation()));
    r.tellRecord(Replay.apply(driver, options.limits().maxAllocation(), Peers.ALONE));
    Superblocks.Found found = r.find(driver);
    if (r.tellMark(found)) {
      Superblock s = found.superblock().withConsistencyFlags(0);
      if (driver.size() > found.end()) {
        s = s.withEndOfFile(s.endOfFile() + driver.size() - found.end());
      }
      driver.write(found.address(), ByteBuffer.wrap(s.encode()));
      driver.force();
    }
    r.tellRest(found);
    return r.report;
  }

  /** The superblock; a file that is cut short is refused here. */
  private Superblocks.Found find(FileDriver whole) {
    ExternalFiles none = ExternalFiles.of(whole.name(), null, options);
    if (MemberFiles.join(whole, none, options.limits()).driver() != whole) {
      throw new UnsupportedFormatException(
          whole.name() + ": recovering a file of several members is not supported");
    }
    return Superblocks.find(whole, Geometry.DEFAULT.positions());
  }

  private void tellRecord(boolean isThere) {
    if (isThere) {
      report.add("a flush was cut off when all that it changes was on record: finished from there");
    }
  }

  private boolean tellMark(Superblocks.Found found) {
    boolean marked = Superblocks.isMarkedOpen(found.superblock());
    if (marked) {
      report.add("marked as open for writing by a program that did not close it: mark removed");
    }
    return marked;
  }

  private void tellRest(Superblocks.Found found) {
    long rest = driver.size() - found.end();
    if (rest > 0) {
      report.add(
          rest
              + " bytes behind the end of the space in use: "
              + (Superblocks.isMarkedOpen(found.superblock())
                  ? "taken into use, since that program may have written them"
                  : "left alone, no object has them"));
    }
  }
}
