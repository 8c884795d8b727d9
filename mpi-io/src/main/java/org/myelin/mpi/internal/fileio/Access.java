package org.myelin.mpi.internal.fileio;

import org.myelin.mpi.internal.datatype.Maps;
import org.myelin.mpi.internal.datatype.TypeMap;

/** What one call touches: stream positions {@code from} to {@code to} of a file view. */
public record Access(TypeMap map, long from, long to) {

  /** An access that touches nothing. */
  public static final Access NONE = new Access(Maps.empty(), 0, 0);

  /** Number of bytes touched. */
  public long bytes() {
    return to - from;
  }

  boolean empty() {
    return to == from;
  }

  /** File offset of the first byte; only if not empty and in rising order. */
  long low() {
    return map.offsetOf(from);
  }

  /** File offset behind the last byte; only if not empty and in rising order. */
  long high() {
    return map.offsetOf(to - 1) + 1;
  }

  boolean contiguous() {
    return map.contiguous() || map.disjoint() && high() - low() == bytes();
  }

  /** Stream position of the first touched byte that is not below {@code offset}, or {@code to}. */
  long streamAt(long offset) {
    return Math.max(from, Math.min(to, map.bytesBelow(offset)));
  }

  /** Whether stream positions {@code start} to {@code end} lie in one piece. */
  boolean together(long start, long end) {
    return map.offsetOf(end - 1) - map.offsetOf(start) == end - start - 1;
  }

  /** This access as far as it lies below {@code offset}. */
  Access below(long offset) {
    return new Access(map, from, streamAt(offset));
  }

  /** Average length of a contiguous piece. */
  long averagePiece() {
    return Math.min(bytes(), map.size() / Math.max(1, map.pieces()));
  }
}
