package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.internal.dump.CanonicalNumber;

/** Bit fields, by the bytes of their value. */
final class BitsDiff implements ElementDiff {
  private final CanonicalNumber first;
  private final CanonicalNumber second;
  private final int size;
  private final BytesDiff bytes;

  BitsDiff(DiffOptions options, BitFieldType first, BitFieldType second) {
    this.first = CanonicalNumber.of(first);
    this.second = CanonicalNumber.of(second);
    this.size = Math.max(first.size(), second.size());
    this.bytes = new BytesDiff(options, size);
  }

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    byte[] x = new byte[size];
    byte[] y = new byte[size];
    first.put(a, a1, x, 0);
    second.put(b, b1, y, 0);
    return bytes.of(ByteBuffer.wrap(x), 0, ByteBuffer.wrap(y), 0, place, element);
  }
}
