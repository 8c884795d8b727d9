package org.myelin.mpi.internal.fileio;

import java.util.Arrays;

/**
 * Who writes what: the touched part of the file in one stretch per aggregator, cut at multiples of
 * the alignment so that no two ranks share a block of the file system.
 */
final class Domains {
  private final int[] ranks;
  private final long[] bounds; // domain i is bounds[i] to bounds[i + 1], possibly empty

  Domains(long low, long high, int aggregators, int size, long alignment) {
    ranks = new int[aggregators];
    bounds = new long[aggregators + 1];
    long each = (high - low + aggregators - 1) / aggregators;
    for (int i = 0; i < aggregators; i++) {
      ranks[i] = (int) ((long) i * size / aggregators);
      long cut = Math.min(high, low + i * each);
      long aligned = (cut + alignment / 2) / alignment * alignment;
      bounds[i] = i == 0 ? low : Math.max(bounds[i - 1], Math.min(high, aligned));
    }
    bounds[aggregators] = high;
  }

  int count() {
    return ranks.length;
  }

  int rank(int domain) {
    return ranks[domain];
  }

  /** The domain that {@code rank} serves, or -1. */
  int servedBy(int rank) {
    return Math.max(-1, Arrays.binarySearch(ranks, rank));
  }

  long low(int domain) {
    return bounds[domain];
  }

  long high(int domain) {
    return bounds[domain + 1];
  }
}
