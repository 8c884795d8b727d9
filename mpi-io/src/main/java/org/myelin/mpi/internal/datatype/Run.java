package org.myelin.mpi.internal.datatype;

/** One contiguous piece. */
public record Run(long offset, long length) implements TypeMap {

  @Override
  public long size() {
    return length;
  }

  @Override
  public long low() {
    return offset;
  }

  @Override
  public long high() {
    return offset + length;
  }

  @Override
  public long first() {
    return offset;
  }

  @Override
  public long last() {
    return offset;
  }

  @Override
  public long pieces() {
    return 1;
  }

  @Override
  public boolean monotone() {
    return true;
  }

  @Override
  public boolean disjoint() {
    return true;
  }

  @Override
  public void visit(long from, long to, long base, RunVisitor visitor) {
    if (to > from) {
      visitor.runs(base + offset + from, to - from, 0, 1);
    }
  }

  @Override
  public long bytesBelow(long at) {
    return Math.max(0, Math.min(length, at - offset));
  }

  @Override
  public TypeMap shifted(long by) {
    return by == 0 ? this : new Run(Math.addExact(offset, by), length);
  }
}
