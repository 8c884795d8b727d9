package org.myelin.hdf5.internal.dataset;

import org.myelin.hdf5.Finding;
import org.myelin.hdf5.UnsupportedFormatException;

/**
 * Memory that the values of one read may take. A few bytes of a file can ask for any amount: many
 * slots may name the same object of the global heap, and sequences of sequences multiply. Not for
 * use by several threads.
 */
public final class ReadBudget {
  private final String where;
  private final long most;
  private long taken;

  /**
   * @param where what messages call the dataset or attribute, with its file
   * @param most bytes, see {@code ReadLimits.maxAllocation}
   */
  public ReadBudget(String where, long most) {
    this.where = where;
    this.most = most;
  }

  /** Throws if {@code count} values of {@code each} bytes are more than what is left. */
  public void take(long count, long each) {
    if (count > (most - taken) / Math.max(1, each)) {
      throw new UnsupportedFormatException(
          where
              + ": "
              + count
              + " values of "
              + each
              + " bytes after "
              + taken
              + " bytes are not supported in one read, whose limit is "
              + most
              + " bytes (ReadLimits.maxAllocation); read the elements in parts",
          new Finding(
              where,
              "values",
              -1,
              count + " values of " + each + " bytes after " + taken,
              "at most " + most + " bytes"));
    }
    taken += count * each;
  }
}
