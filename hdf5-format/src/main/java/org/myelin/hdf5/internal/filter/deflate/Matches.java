package org.myelin.hdf5.internal.filter.deflate;

/**
 * Input as runs of literals, each with the match that follows it. The last run of a piece may have
 * none.
 */
final class Matches {
  /** Literals before each match. */
  final int[] literals;

  /** Length in the upper half, distance in the lower; 0 for none. */
  final int[] match;

  int count;

  /**
   * @param most bytes that they ever stand for
   */
  Matches(int most) {
    // a match has at least four bytes, and a piece of 4096 bytes may end in a run without one
    int room = most / 4 + most / 4096 + 16;
    literals = new int[room];
    match = new int[room];
  }

  void add(int run, int length, int distance) {
    literals[count] = run;
    match[count++] = length << 16 | distance;
  }

  /** Drops the first {@code n}. */
  void drop(int n) {
    System.arraycopy(literals, n, literals, 0, count - n);
    System.arraycopy(match, n, match, 0, count - n);
    count -= n;
  }
}
