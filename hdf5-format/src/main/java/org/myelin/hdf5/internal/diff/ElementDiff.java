package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;

/** Compares two stored elements of two types that can be compared. */
interface ElementDiff {
  /**
   * Counts and prints differences.
   *
   * @param a1 index of the first element in {@code a}
   * @param b1 index of the second in {@code b}
   * @param element number of the element in the part of the dataset that {@code place} knows
   */
  long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element);
}
