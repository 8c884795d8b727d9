package org.myelin.mpi.internal.datatype;

import java.util.Arrays;

/** Pieces without a pattern, as plain arrays. Built by {@link Maps}, which joins neighbours. */
public final class RunList implements TypeMap {
  private final long[] offsets;
  private final long[] starts; // stream position of each piece, and the total behind the last
  private final long low;
  private final long high;
  private final boolean monotone;
  private final boolean disjoint;

  RunList(long[] offsets, long[] lengths, int pieces) {
    this.offsets = Arrays.copyOf(offsets, pieces);
    this.starts = new long[pieces + 1];
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    boolean rising = true;
    boolean apart = true;
    for (int i = 0; i < pieces; i++) {
      long end = Math.addExact(offsets[i], lengths[i]);
      starts[i + 1] = Math.addExact(starts[i], lengths[i]);
      rising &= i == 0 || offsets[i] >= offsets[i - 1];
      apart &= i == 0 || offsets[i] >= offsets[i - 1] + lengths[i - 1];
      lowest = Math.min(lowest, offsets[i]);
      highest = Math.max(highest, end);
    }
    this.low = lowest;
    this.high = highest;
    this.monotone = rising;
    this.disjoint = apart;
  }

  @Override
  public long size() {
    return starts[offsets.length];
  }

  @Override
  public long low() {
    return low;
  }

  @Override
  public long high() {
    return high;
  }

  @Override
  public long first() {
    return offsets[0];
  }

  @Override
  public long last() {
    return offsets[offsets.length - 1];
  }

  @Override
  public long pieces() {
    return offsets.length;
  }

  @Override
  public boolean monotone() {
    return monotone;
  }

  @Override
  public boolean disjoint() {
    return disjoint;
  }

  @Override
  public void visit(long from, long to, long base, RunVisitor visitor) {
    for (int i = Maps.floor(starts, offsets.length, from); i < offsets.length; i++) {
      long head = Math.max(from, starts[i]);
      long tail = Math.min(to, starts[i + 1]);
      if (starts[i] >= to) {
        return;
      }
      if (head < tail) {
        visitor.runs(base + offsets[i] + head - starts[i], tail - head, 0, 1);
      }
    }
  }

  @Override
  public long bytesBelow(long offset) {
    if (offset <= offsets[0]) {
      return 0;
    }
    int i = Maps.floor(offsets, offsets.length, offset);
    return Math.min(starts[i + 1], starts[i] + offset - offsets[i]);
  }

  @Override
  public TypeMap shifted(long by) {
    return by == 0 ? this : new Strided(this, by, 0, 1);
  }
}
