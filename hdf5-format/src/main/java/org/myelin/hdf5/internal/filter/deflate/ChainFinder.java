package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;

/**
 * All earlier places of each hash in a chain, the nearest first; a match is taken only if the next
 * position has no longer one.
 */
final class ChainFinder implements MatchFinder {
  private static final int HASH_BITS = 14;
  private static final int WINDOW = LengthsAndDistances.WINDOW;
  private static final int LONGEST = LengthsAndDistances.LONGEST;

  /** What a match costs, in sixteenths of a bit. */
  private static final int MATCH_COST = 20 * 16;

  private final int[] head = new int[1 << HASH_BITS];
  private final int[] previous = new int[WINDOW];
  private byte[] in;
  private int depth;
  private int nice;

  // of the piece at hand
  private int cut;
  private long mask;

  void effort(EncoderLevel level) {
    depth = level.depth();
    nice = level.nice();
  }

  @Override
  public void begin(byte[] input, int from) {
    in = input;
    Arrays.fill(head, from - 2 * WINDOW);
  }

  private int hash(int at) {
    long second = Words.getLong(in, at + 8) & mask;
    return (int) (((Words.getLong(in, at) << cut) * HASH_1 ^ second * HASH_2) >>> 64 - HASH_BITS);
  }

  /** Enters a position, and gives the last one of its hash. */
  private int enter(int at) {
    int h = hash(at);
    int last = head[h];
    head[h] = at;
    previous[at & WINDOW - 1] = last;
    return last;
  }

  @Override
  public int find(int from, int piece, int end, int literalBits, Matches to) {
    int anchor = from;
    int at = from;
    int stop = Math.min(piece, end - 20);
    int least = Math.max(4, Math.min(16, MATCH_COST / Math.max(literalBits, 8)));
    cut = 64 - 8 * Math.min(8, least);
    mask = least >= 16 ? -1L : least >= 12 ? 0xffffffffL : 0;
    // the longer nothing matches, the larger the steps
    int patience = literalBits >= 120 ? 5 : 8;
    while (at < stop) {
      int c = enter(at);
      if (at - c > WINDOW) {
        at += 1 + (at - anchor >>> patience);
        continue;
      }
      int found = longest(at, c, least - 1, Math.min(end, at + LONGEST), depth);
      if (found == 0) {
        at++;
        continue;
      }
      int entered = at + 1;
      while (found >>> 16 < nice && at + 1 < stop) {
        c = enter(at + 1);
        entered = at + 2;
        int next =
            at + 1 - c > WINDOW
                ? 0
                : longest(at + 1, c, found >>> 16, Math.min(end, at + 1 + LONGEST), depth >> 1);
        if (next == 0) {
          break;
        }
        found = next;
        at++;
      }
      to.add(at - anchor, found >>> 16, found & 0xffff);
      at += found >>> 16;
      anchor = at;
      int limit = Math.min(at, stop);
      if (found >>> 16 > 64) {
        entered = Math.max(entered, limit - 24);
      }
      for (int q = entered; q < limit; q++) {
        enter(q);
      }
    }
    return FastFinder.rest(piece, anchor, to);
  }

  /** The longest match of more than {@code best} bytes, as length and distance, or 0. */
  private int longest(int at, int c, int best, int limit, int places) {
    if (best >= limit - at) {
      return 0;
    }
    final byte[] in = this.in;
    final int[] previous = this.previous;
    long v = Words.getLong(in, at);
    int found = 0;
    int enough = Math.min(nice, limit - at - 8);
    int low = at - WINDOW;
    do {
      if (in[c + best] == in[at + best]) {
        long difference = Words.getLong(in, c) ^ v;
        int length =
            difference == 0
                ? 8 + Words.equal(in, at + 8, c + 8, limit)
                : Long.numberOfTrailingZeros(difference) >>> 3;
        if (length > best) {
          best = length;
          found = length << 16 | at - c;
          // the next comparison must stay inside, too
          if (length >= enough) {
            break;
          }
        }
      }
      int p = previous[c & WINDOW - 1];
      if (p >= c) {
        break;
      }
      c = p;
    } while (c >= low && --places > 0);
    return found;
  }
}
