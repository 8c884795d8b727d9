package org.myelin.hdf5.internal.driver;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.myelin.hdf5.spi.FileDriver;

/**
 * A file whose kinds of content lie in members of their own (HDF5's multi and split drivers), for
 * reading. Stored addresses use all 64 bits, so that members may grow; here each member lies at a
 * multiple of 2^56, and {@link #positions} tells where a stored address is.
 */
public final class MultiDriver extends ReadingDriver {
  private static final int ROOM = 56;

  private final List<FileDriver> members;
  private final long[] starts;

  /**
   * Members and their first stored addresses, unsigned and ascending, beginning with 0.
   *
   * @param named the member that the user named, closed with this driver; the others are closed by
   *     their owner
   */
  public MultiDriver(FileDriver named, List<FileDriver> members, long[] starts) {
    super(named);
    this.members = List.copyOf(members);
    this.starts = starts.clone();
  }

  /**
   * From stored addresses to positions in this driver; -2 for an address outside of all members.
   */
  public LongUnaryOperator positions() {
    return stored -> {
      int i = starts.length - 1;
      while (i > 0 && Long.compareUnsigned(starts[i], stored) > 0) {
        i--;
      }
      long inside = stored - starts[i];
      return inside >>> ROOM != 0 ? -2 : (long) i << ROOM | inside;
    };
  }

  /** The end of the last member that holds anything. */
  @Override
  public long size() {
    int last = members.size() - 1;
    while (last > 0 && members.get(last).size() == 0) {
      last--;
    }
    return ((long) last << ROOM) + members.get(last).size();
  }

  @Override
  public int read(long address, ByteBuffer into) {
    FileDriver member = members.get((int) (address >>> ROOM));
    long at = address & (1L << ROOM) - 1;
    long stored = member.size() - at;
    int n = (int) Math.max(0, Math.min(into.remaining(), stored));
    if (n > 0) {
      readPart(member, at, into, n);
    }
    return n;
  }

  @Override
  public String toString() {
    return name() + " " + Arrays.toString(starts);
  }
}
