package org.myelin.hdf5.internal.filter;

/** Sorts the rotations of a block by doubling the length that they are sorted by. */
final class Bzip2Sort {
  private Bzip2Sort() {}

  /** Where the rotations begin, in their order. */
  static int[] rotations(byte[] block, int n) {
    int[] order = new int[n];
    int[] rank = new int[n];
    int[] spare = new int[n];
    int[] counts = new int[Math.max(256, n) + 1];
    for (int i = 0; i < n; i++) {
      rank[i] = block[i] & 0xff;
      spare[i] = i;
    }
    byRank(spare, rank, counts, 256, order);
    int classes = ranks(order, rank, 0, spare);
    System.arraycopy(spare, 0, rank, 0, n);
    for (int length = 1; length < n && classes < n; length *= 2) {
      // sorted by their second halves they are already
      for (int i = 0; i < n; i++) {
        int start = order[i] - length;
        spare[i] = start < 0 ? start + n : start;
      }
      byRank(spare, rank, counts, classes, order);
      classes = ranks(order, rank, length, spare);
      System.arraycopy(spare, 0, rank, 0, n);
    }
    return order;
  }

  /** Sorts by rank and keeps the order of equals. */
  private static void byRank(int[] in, int[] rank, int[] counts, int classes, int[] out) {
    java.util.Arrays.fill(counts, 0, classes + 1, 0);
    for (int r : rank) {
      counts[r + 1]++;
    }
    for (int c = 0; c < classes; c++) {
      counts[c + 1] += counts[c];
    }
    for (int start : in) {
      out[counts[rank[start]]++] = start;
    }
  }

  /** Ranks by the old ranks of both halves; gives how many there are. */
  private static int ranks(int[] order, int[] rank, int length, int[] to) {
    int n = order.length;
    int classes = 0;
    for (int i = 0; i < n; i++) {
      if (i > 0 && !equal(order[i - 1], order[i], rank, length)) {
        classes++;
      }
      to[order[i]] = classes;
    }
    return n == 0 ? 0 : classes + 1;
  }

  private static boolean equal(int a, int b, int[] rank, int length) {
    int n = rank.length;
    return rank[a] == rank[b]
        && rank[a + length < n ? a + length : a + length - n]
            == rank[b + length < n ? b + length : b + length - n];
  }
}
