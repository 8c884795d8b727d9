package org.myelin.mpi.internal.datatype;

/** The child, {@code count} times: at start, start + stride, and so on. Built by {@link Maps}. */
public record Strided(TypeMap child, long start, long stride, long count) implements TypeMap {

  private long reach() {
    return (count - 1) * stride;
  }

  @Override
  public long size() {
    return child.size() * count;
  }

  @Override
  public long low() {
    return start + child.low() + Math.min(0, reach());
  }

  @Override
  public long high() {
    return start + child.high() + Math.max(0, reach());
  }

  @Override
  public long first() {
    return start + child.first();
  }

  @Override
  public long last() {
    return start + child.last() + reach();
  }

  @Override
  public long pieces() {
    return child.pieces() * count;
  }

  @Override
  public boolean monotone() {
    return child.monotone() && (count == 1 || child.last() <= child.first() + stride);
  }

  @Override
  public boolean disjoint() {
    return child.disjoint() && (count == 1 || child.high() - child.low() <= stride);
  }

  @Override
  public void visit(long from, long to, long base, RunVisitor visitor) {
    long each = child.size();
    long index = from / each;
    long end = to / each;
    long at = base + start;
    if (index == end) {
      child.visit(from % each, to % each, at + index * stride, visitor);
      return;
    }
    if (from % each != 0) {
      child.visit(from % each, each, at + index * stride, visitor);
      index++;
    }
    if (child instanceof Run run) {
      if (index < end) {
        visitor.runs(at + index * stride + run.offset(), each, stride, end - index);
      }
    } else {
      for (; index < end; index++) {
        child.visit(0, each, at + index * stride, visitor);
      }
    }
    if (to % each != 0) {
      child.visit(0, to % each, at + end * stride, visitor);
    }
  }

  @Override
  public long bytesBelow(long offset) {
    long into = offset - start - child.low();
    if (into <= 0) {
      return 0;
    }
    long index = count == 1 ? 0 : into / stride;
    if (index >= count) {
      return size();
    }
    return index * child.size() + child.bytesBelow(offset - start - index * stride);
  }

  @Override
  public TypeMap shifted(long by) {
    return by == 0 ? this : new Strided(child, Math.addExact(start, by), stride, count);
  }
}
