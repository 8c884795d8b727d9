package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Finds what occurred before, for the encoders of the LZ77 family: one earlier place for each hash
 * of four bytes, the first match taken. Not safe for threads; taken and given back.
 */
final class LzFinder {
  private static final int HASH_BITS = 14;
  private static final int HASHED = 4;
  private static final BlockingQueue<LzFinder> POOL =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  private final int[] places = new int[1 << HASH_BITS];

  /** Literals before each match. */
  int[] literals = new int[1024];

  int[] lengths = new int[1024];
  int[] distances = new int[1024];
  int count;

  private LzFinder() {}

  /** One that nobody else uses. */
  static LzFinder take() {
    LzFinder f = POOL.poll();
    return f == null ? new LzFinder() : f;
  }

  void give() {
    POOL.offer(this);
  }

  /**
   * Finds the matches in the bytes from {@code from} to {@code end}; what follows the last one is
   * literals.
   *
   * @param window the greatest distance
   * @param longest the greatest length
   * @param startsBefore matches begin before this place
   * @param endsBefore and end at this one at the latest
   */
  void find(byte[] in, int from, int window, int longest, int startsBefore, int endsBefore) {
    count = 0;
    Arrays.fill(places, -1);
    int anchor = from;
    int at = from;
    int stop = Math.min(startsBefore, endsBefore - HASHED + 1);
    while (at < stop) {
      int v = Bytes.getInt(in, at);
      int h = v * 0x9E3779B1 >>> 32 - HASH_BITS;
      int c = places[h];
      places[h] = at;
      if (c < 0 || at - c > window || Bytes.getInt(in, c) != v) {
        // the longer nothing matches, the larger the steps
        at += 1 + (at - anchor >>> 6);
        continue;
      }
      int most = Math.min(endsBefore, at + Math.min(longest, endsBefore - at));
      int length = HASHED;
      while (at + length < most && in[at + length] == in[c + length]) {
        length++;
      }
      if (count == literals.length) {
        literals = Arrays.copyOf(literals, 2 * count);
        lengths = Arrays.copyOf(lengths, 2 * count);
        distances = Arrays.copyOf(distances, 2 * count);
      }
      literals[count] = at - anchor;
      lengths[count] = length;
      distances[count++] = at - c;
      at += length;
      anchor = at;
    }
  }
}
