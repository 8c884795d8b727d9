package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;

/**
 * Makes canonical Huffman codes (RFC 1951, section 3.2.2) of limited length: Moffat's and
 * Katajainen's computation in place, then a repair of the counts where codes are too long.
 */
public final class CodeMaker {
  private static final int SYMBOL_BITS = 9;

  private final int[] sorted = new int[288];
  private final int[] weight = new int[288];
  private final int[] count = new int[34];
  private final int[] next = new int[17];

  /** Code lengths for these frequencies; at least two symbols get one, so the code is complete. */
  public void lengths(int[] frequency, int n, int longest, byte[] length) {
    int k = 0;
    Arrays.fill(length, 0, n, (byte) 0);
    for (int i = 0; i < n; i++) {
      if (frequency[i] > 0) {
        sorted[k++] = frequency[i] << SYMBOL_BITS | i;
      }
    }
    if (k < 2) {
      int only = k == 1 ? symbol(0) : 0;
      length[only] = 1;
      length[only == 0 ? 1 : 0] = 1;
      return;
    }
    Arrays.sort(sorted, 0, k);
    depths(k);
    countDepths(k, longest);
    repair(longest);
    int i = 0;
    for (int l = longest; l >= 1; l--) {
      for (int left = count[l]; left > 0; left--) {
        length[symbol(i++)] = (byte) l;
      }
    }
  }

  private int symbol(int i) {
    return sorted[i] & (1 << SYMBOL_BITS) - 1;
  }

  /** Leaves the depth of each inner node, the root's last. */
  private void depths(int k) {
    final int[] w = weight;
    for (int i = 0; i < k; i++) {
      w[i] = sorted[i] >>> SYMBOL_BITS;
    }
    w[0] += w[1];
    int root = 0;
    int leaf = 2;
    for (int node = 1; node < k - 1; node++) {
      if (leaf >= k || w[root] < w[leaf]) {
        w[node] = w[root];
        w[root++] = node;
      } else {
        w[node] = w[leaf++];
      }
      if (leaf >= k || root < node && w[root] < w[leaf]) {
        w[node] += w[root];
        w[root++] = node;
      } else {
        w[node] += w[leaf++];
      }
    }
    w[k - 2] = 0;
    for (int i = k - 3; i >= 0; i--) {
      w[i] = w[w[i]] + 1;
    }
  }

  /** How many leaves there are at each depth; those that are too deep count as deepest. */
  private void countDepths(int k, int longest) {
    Arrays.fill(count, 0);
    int available = 1;
    int inner = k - 2;
    for (int depth = 0; available > 0; depth++) {
      int used = 0;
      while (inner >= 0 && weight[inner] == depth) {
        used++;
        inner--;
      }
      if (available > used) {
        count[Math.min(depth, longest)] += available - used;
      }
      available = 2 * used;
    }
  }

  /** Lengthens shorter codes until there is room for all. */
  private void repair(int longest) {
    int sum = 0;
    for (int i = 1; i <= longest; i++) {
      sum += count[i] << longest - i;
    }
    while (sum > 1 << longest) {
      count[longest]--;
      int i = longest - 1;
      while (count[i] == 0) {
        i--;
      }
      count[i]--;
      count[i + 1] += 2;
      sum--;
    }
  }

  /** The codes, first bit lowest, each above eight bits that have its length; 0 for none. */
  void codes(byte[] length, int n, int[] code) {
    Arrays.fill(count, 0);
    for (int i = 0; i < n; i++) {
      count[length[i]]++;
    }
    count[0] = 0;
    int c = 0;
    for (int bits = 1; bits <= 15; bits++) {
      c = c + count[bits - 1] << 1;
      next[bits] = c;
    }
    for (int i = 0; i < n; i++) {
      int l = length[i];
      code[i] = l == 0 ? 0 : Integer.reverse(next[l]++) >>> 32 - l << 8 | l;
    }
  }
}
