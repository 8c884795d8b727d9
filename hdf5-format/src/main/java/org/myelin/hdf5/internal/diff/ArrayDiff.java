package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;

/** Arrays, element by element as far as the shorter one goes. */
record ArrayDiff(int elements, int size1, int size2, ElementDiff base) implements ElementDiff {
  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    long found = 0;
    for (int i = 0; i < elements; i++) {
      found += base.of(a, a1 + i * size1, b, b1 + i * size2, place, element);
    }
    return found;
  }
}
