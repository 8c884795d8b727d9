package org.myelin.mpi.internal.datatype;

/**
 * The bytes that a datatype selects, in type-map order, as a tree of regular patterns (MPI
 * standard, "Derived Datatypes", type map). A regular pattern stays one node whatever its count, so
 * an endless file view costs no more than one tile of it. Immutable; zero-length pieces never
 * occur.
 *
 * <p>Two coordinates meet here: a <i>stream</i> position counts selected bytes from the start of
 * the map, an <i>offset</i> is where such a byte lies in memory or in the file.
 */
public sealed interface TypeMap permits EmptyMap, Run, Strided, RunList, Sequence {

  /** Number of selected bytes. */
  long size();

  /** Smallest offset selected (true lower bound); 0 when empty. */
  long low();

  /** One more than the largest offset selected (true upper bound); 0 when empty. */
  long high();

  /** Offset of the first piece in type-map order. */
  long first();

  /** Offset of the last piece in type-map order. */
  long last();

  /** Number of contiguous pieces, as far as neighbours were joined when the map was built. */
  long pieces();

  /** Whether each piece starts no earlier than the one before it. */
  boolean monotone();

  /** Whether pieces follow each other in rising order and no byte is selected twice. */
  boolean disjoint();

  /**
   * Visits the pieces that hold stream positions {@code from} to {@code to}, moved by {@code base}.
   */
  void visit(long from, long to, long base, RunVisitor visitor);

  /** Selected bytes that lie below {@code offset}; only for a {@link #disjoint()} map. */
  long bytesBelow(long offset);

  /** The same map moved by {@code by} bytes. */
  TypeMap shifted(long by);

  /**
   * Offset of the byte at stream position {@code position}, which must be below {@link #size()}.
   */
  default long offsetOf(long position) {
    long[] found = new long[1];
    visit(position, position + 1, 0, (start, length, stride, count) -> found[0] = start);
    return found[0];
  }

  /** Whether all bytes lie in one piece. */
  default boolean contiguous() {
    return pieces() <= 1;
  }
}
