package org.myelin.mpi.internal.datatype;

/** Different maps one after the other. Built by {@link Maps}; children are never empty. */
public final class Sequence implements TypeMap {
  private final TypeMap[] children;
  private final long[] starts; // stream position of each child, and the total behind the last
  private final long[] lows;
  private final long low;
  private final long high;
  private final long pieces;
  private final boolean monotone;
  private final boolean disjoint;

  Sequence(TypeMap[] children) {
    this.children = children;
    this.starts = new long[children.length + 1];
    this.lows = new long[children.length];
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    long total = 0;
    boolean rising = true;
    boolean apart = true;
    for (int i = 0; i < children.length; i++) {
      TypeMap child = children[i];
      starts[i + 1] = Math.addExact(starts[i], child.size());
      lows[i] = child.low();
      rising &= child.monotone() && (i == 0 || children[i - 1].last() <= child.first());
      apart &= child.disjoint() && (i == 0 || highest <= child.low());
      lowest = Math.min(lowest, child.low());
      highest = Math.max(highest, child.high());
      total = Math.addExact(total, child.pieces());
    }
    this.low = lowest;
    this.high = highest;
    this.pieces = total;
    this.monotone = rising;
    this.disjoint = apart;
  }

  int length() {
    return children.length;
  }

  TypeMap child(int index) {
    return children[index];
  }

  @Override
  public long size() {
    return starts[children.length];
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
    return children[0].first();
  }

  @Override
  public long last() {
    return children[children.length - 1].last();
  }

  @Override
  public long pieces() {
    return pieces;
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
    for (int i = Maps.floor(starts, children.length, from); i < children.length; i++) {
      if (starts[i] >= to) {
        return;
      }
      long head = Math.max(from, starts[i]) - starts[i];
      long tail = Math.min(to, starts[i + 1]) - starts[i];
      children[i].visit(head, tail, base, visitor);
    }
  }

  @Override
  public long bytesBelow(long offset) {
    if (offset <= lows[0]) {
      return 0;
    }
    int i = Maps.floor(lows, children.length, offset);
    return starts[i] + children[i].bytesBelow(offset);
  }

  @Override
  public TypeMap shifted(long by) {
    return by == 0 ? this : new Strided(this, by, 0, 1);
  }
}
