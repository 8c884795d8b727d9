package org.myelin.mpi.internal.datatype;

/** The map that selects nothing. */
public record EmptyMap() implements TypeMap {
  static final EmptyMap INSTANCE = new EmptyMap();

  @Override
  public long size() {
    return 0;
  }

  @Override
  public long low() {
    return 0;
  }

  @Override
  public long high() {
    return 0;
  }

  @Override
  public long first() {
    return 0;
  }

  @Override
  public long last() {
    return 0;
  }

  @Override
  public long pieces() {
    return 0;
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
  public void visit(long from, long to, long base, RunVisitor visitor) {}

  @Override
  public long bytesBelow(long offset) {
    return 0;
  }

  @Override
  public TypeMap shifted(long by) {
    return this;
  }
}
