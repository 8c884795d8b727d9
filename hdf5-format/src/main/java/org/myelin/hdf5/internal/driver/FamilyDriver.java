package org.myelin.hdf5.internal.driver;

import java.nio.ByteBuffer;
import java.util.List;
import org.myelin.hdf5.spi.FileDriver;

/**
 * A file that is cut into members of one size (HDF5's family driver), for reading. A member may be
 * shorter than the others: what is missing was never written and reads as zero.
 */
public final class FamilyDriver extends ReadingDriver {
  private final List<FileDriver> members;
  private final long memberSize;

  /** The members in order; the first is closed with this driver, the others by their owner. */
  public FamilyDriver(List<FileDriver> members, long memberSize) {
    super(members.get(0));
    this.members = List.copyOf(members);
    this.memberSize = memberSize;
  }

  @Override
  public long size() {
    int last = members.size() - 1;
    return last * memberSize + Math.min(memberSize, members.get(last).size());
  }

  @Override
  public int read(long address, ByteBuffer into) {
    int start = into.position();
    long left = Math.min(into.remaining(), size() - address);
    while (left > 0) {
      long at = address % memberSize;
      int n = (int) Math.min(left, memberSize - at);
      readPart(members.get((int) (address / memberSize)), at, into, n);
      address += n;
      left -= n;
    }
    return into.position() - start;
  }
}
