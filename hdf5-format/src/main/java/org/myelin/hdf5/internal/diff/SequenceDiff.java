package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import org.myelin.hdf5.VariableLengthType;

/** Sequences of variable length; where h5diff looks at the length of the first only, both count. */
record SequenceDiff(
    VariableLengthType first, VariableLengthType second, Sides sides, ElementDiff base)
    implements ElementDiff {
  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    ByteBuffer x = ByteBuffer.wrap(sides.first().values().variable(first, a, a1));
    ByteBuffer y = ByteBuffer.wrap(sides.second().values().variable(second, b, b1));
    int size1 = first.base().size();
    int size2 = second.base().size();
    int n1 = x.capacity() / size1;
    int n2 = y.capacity() / size2;
    long found = 0;
    for (int i = 0; i < Math.min(n1, n2); i++) {
      found += base.of(x, i * size1, y, i * size2, place, element);
    }
    if (n1 != n2) {
      found++;
      if (place.lists()) {
        place.line(
            element,
            false,
            Place.column(n1 + " elements", 16) + Comparison.padded(n2 + " elements", 17));
      }
    }
    return found;
  }
}
