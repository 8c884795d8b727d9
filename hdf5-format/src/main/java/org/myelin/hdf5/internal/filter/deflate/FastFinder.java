package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;

/**
 * One earlier place for each hash, and the first match that pays is taken. Where literals cost many
 * bits a second table has places of fewer equal bytes; where they cost few only long matches pay,
 * and more bytes go into the hash.
 */
final class FastFinder implements MatchFinder {
  private static final int HASH_BITS = 14;
  private static final int WINDOW = LengthsAndDistances.WINDOW;
  private static final int LONGEST = LengthsAndDistances.LONGEST;

  /** What a match costs, in sixteenths of a bit. */
  private static final int MATCH_COST = 20 * 16;

  /** Up to this least length the table of short matches is worth its time. */
  private static final int SHORT = 7;

  /** From this least length on the hash is of 12 bytes or 16. */
  private static final int WIDE = 10;

  private final int[] byLong = new int[1 << HASH_BITS];
  private final int[] byShort = new int[1 << HASH_BITS];
  private byte[] in;
  private int first;

  @Override
  public void begin(byte[] input, int from) {
    in = input;
    first = from;
    Arrays.fill(byLong, from - 2 * WINDOW);
    Arrays.fill(byShort, from - 2 * WINDOW);
  }

  @Override
  public int find(int from, int piece, int end, int literalBits, Matches to) {
    int least = (MATCH_COST + literalBits / 2) / Math.max(literalBits, 8);
    return least >= WIDE
        ? findWide(from, piece, end, least, to)
        : findNarrow(from, piece, end, literalBits, least, to);
  }

  private static int hash(long v) {
    return (int) (v * HASH_1 >>> 64 - HASH_BITS);
  }

  private int findNarrow(int from, int piece, int end, int literalBits, int least, Matches to) {
    final byte[] in = this.in;
    final int[] byLong = this.byLong;
    final int[] byShort = this.byShort;
    int anchor = from;
    int at = from;
    int stop = Math.min(piece, end - 12);
    boolean two = least <= SHORT;
    int cut = 64 - 8 * Math.max(4, Math.min(7, least));
    // the longer nothing matches, the larger the steps
    int patience = literalBits >= 120 ? 5 : 7;
    while (at < stop) {
      long v = Words.getLong(in, at);
      int h = hash(v);
      int c = byLong[h];
      byLong[h] = at;
      boolean found = at - c <= WINDOW && Words.getLong(in, c) == v;
      if (two) {
        int g = hash(v << cut);
        int other = byShort[g];
        byShort[g] = at;
        if (!found && at - other <= WINDOW && (Words.getLong(in, other) ^ v) << cut == 0) {
          found = true;
          c = other;
        }
      }
      if (!found) {
        at += 1 + (at - anchor >>> patience);
        continue;
      }
      int length = 4 + Words.equal(in, at + 4, c + 4, Math.min(end, at + LONGEST));
      int start = at;
      while (start > anchor && c > first && length < LONGEST && in[start - 1] == in[c - 1]) {
        start--;
        c--;
        length++;
      }
      if (length < least) {
        at++;
        continue;
      }
      to.add(start - anchor, length, start - c);
      at = start + length;
      anchor = at;
      if (at < stop) {
        remember(in, start + 2, at, two, cut);
      }
    }
    return rest(piece, anchor, to);
  }

  /** A few positions inside a match. */
  private void remember(byte[] in, int inside, int after, boolean two, int cut) {
    long v = Words.getLong(in, inside);
    byLong[hash(v)] = inside;
    byLong[hash(Words.getLong(in, after - 2))] = after - 2;
    if (two) {
      byShort[hash(v << cut)] = inside;
      byShort[hash(Words.getLong(in, after - 1) << cut)] = after - 1;
    }
  }

  private static int wideHash(byte[] in, int at, long mask) {
    long second = Words.getLong(in, at + 8) & mask;
    return (int) ((Words.getLong(in, at) * HASH_1 ^ second * HASH_2) >>> 64 - HASH_BITS);
  }

  private int findWide(int from, int piece, int end, int least, Matches to) {
    final byte[] in = this.in;
    final int[] byLong = this.byLong;
    int anchor = from;
    int at = from;
    int stop = Math.min(piece, end - 20);
    long mask = least >= 15 ? -1L : least >= 12 ? 0xffffffffL : 0;
    while (at < stop) {
      int h = wideHash(in, at, mask);
      int c = byLong[h];
      byLong[h] = at;
      if (at - c > WINDOW || Words.getLong(in, c) != Words.getLong(in, at)) {
        at += 1 + (at - anchor >>> 7);
        continue;
      }
      int length = 8 + Words.equal(in, at + 8, c + 8, Math.min(end, at + LONGEST));
      int start = at;
      while (start > anchor && c > first && length < LONGEST && in[start - 1] == in[c - 1]) {
        start--;
        c--;
        length++;
      }
      if (length < least) {
        at++;
        continue;
      }
      to.add(start - anchor, length, start - c);
      int after = start + length;
      if (after < stop) {
        for (int q = Math.max(at + 1, after - 8); q < after; q += 2) {
          byLong[wideHash(in, q, mask)] = q;
        }
      }
      at = after;
      anchor = after;
    }
    return rest(piece, anchor, to);
  }

  /** What is left of a piece is literals. */
  static int rest(int piece, int anchor, Matches to) {
    if (anchor < piece) {
      to.add(piece - anchor, 0, 0);
      return piece;
    }
    return anchor;
  }
}
