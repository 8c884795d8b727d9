package org.myelin.hdf5.internal.format.level1;

import java.util.Arrays;

/** Where in a collection the content of each object lies, by the object's index. */
public final class GlobalHeapIndex {
  private int[] start = new int[64];
  private int[] length = new int[64];
  int count;

  void enter(int index, int at, int size) {
    if (index >= start.length) {
      int more = Math.max(index + 1, 2 * start.length);
      start = Arrays.copyOf(start, more);
      length = Arrays.copyOf(length, more);
    }
    start[index] = at;
    length[index] = size;
  }

  /** Whether there is an object of this index. */
  public boolean contains(long index) {
    // no content lies at the collection's own fields
    return index > 0 && index < start.length && start[(int) index] > 0;
  }

  /** First byte of an object's content, from the start of the collection. */
  public int start(long index) {
    return start[(int) index];
  }

  /** Bytes of its content. */
  public int length(long index) {
    return length[(int) index];
  }

  /** Number of objects. */
  public int count() {
    return count;
  }
}
