package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import java.util.List;

/** Compounds, member by member. */
record CompoundDiff(List<Member> members) implements ElementDiff {
  /** A member that both have, and where. */
  record Member(int offset1, int offset2, ElementDiff diff) {}

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    long found = 0;
    for (Member m : members) {
      found += m.diff.of(a, a1 + m.offset1, b, b1 + m.offset2, place, element);
    }
    return found;
  }
}
