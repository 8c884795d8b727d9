package org.myelin.hdf5.internal.filter.deflate;

/** Finds what occurred before. Not safe for threads. */
interface MatchFinder {
  long HASH_1 = 0x9E3779B97F4A7C15L;
  long HASH_2 = 0xC2B2AE3D27D4EB4FL;

  /** Forgets all positions; the input begins at {@code first}. */
  void begin(byte[] in, int first);

  /**
   * Adds what stands for the bytes from {@code from} on.
   *
   * @param literalBits sixteenths of a bit that a literal of the piece costs: only matches that are
   *     shorter than their literals pay
   * @param piece where to stop, but for a match that reaches over
   * @param end of all input
   * @return where it stopped
   */
  int find(int from, int piece, int end, int literalBits, Matches to);
}
