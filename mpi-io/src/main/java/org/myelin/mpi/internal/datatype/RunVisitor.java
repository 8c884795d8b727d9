package org.myelin.mpi.internal.datatype;

/** Receives the pieces of a {@link TypeMap} in stream order, regular ones many at a time. */
@FunctionalInterface
public interface RunVisitor {

  /** {@code count} pieces of {@code length} bytes each: at start, start + stride, and so on. */
  void runs(long start, long length, long stride, long count);
}
