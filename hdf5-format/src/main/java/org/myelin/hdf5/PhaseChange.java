package org.myelin.hdf5;

/**
 * When links or attributes change between messages of their object's header (compact) and a heap
 * (dense).
 *
 * @param maxCompact more than so many go into a heap; 0 to 65535
 * @param minDense fewer than so many become messages again; 0 to {@code maxCompact}
 */
public record PhaseChange(int maxCompact, int minDense) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are beyond their limits
   */
  public PhaseChange {
    if (maxCompact < 0 || maxCompact > 0xffff || minDense < 0 || minDense > maxCompact) {
      throw new IllegalArgumentException(
          "limits between compact and dense are 0 to 65535, the second at most the first; found "
              + maxCompact
              + " and "
              + minDense);
    }
  }
}
