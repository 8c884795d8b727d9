package org.myelin.hdf5.internal.filter;

/** Writes what {@link BloscLz} reads, and, with other limits, LZF. */
final class BloscLzEncoder {
  private static final int RUN = 32;
  private static final int LONG_MATCH = 7;
  private static final int LONGEST_LZF = 264;

  private BloscLzEncoder() {}

  /** The longest result for this many bytes. */
  static int bound(int bytes) {
    return Math.toIntExact(bytes + bytes / RUN + 16L);
  }

  /** BloscLZ with distances up to 8 KiB, which have one form in all its versions. */
  static int blosc(byte[] in, int from, int length, byte[] out, int to) {
    LzFinder found = LzFinder.take();
    int end = from + length;
    // the last bytes are literals, as Blosc's own encoder leaves them; so is the first byte
    found.find(in, from, 8191, Integer.MAX_VALUE, end - 12, end - 4);
    return put(found, true, in, from, end, out, to);
  }

  /** LZF: matches of at most 264 bytes from at most 8 KiB back, so that one byte tells the rest. */
  static int lzf(byte[] in, int from, int length, byte[] out, int to) {
    LzFinder found = LzFinder.take();
    int end = from + length;
    found.find(in, from, 8192, LONGEST_LZF, end - 4, end);
    return put(found, false, in, from, end, out, to);
  }

  /**
   * Writes what was found.
   *
   * @param chained whether a length that fills its byte goes on in the next
   */
  private static int put(
      LzFinder found, boolean chained, byte[] in, int from, int end, byte[] out, int to) {
    int at = from;
    int o = to;
    for (int i = 0; i < found.count; i++) {
      o = literals(in, at, found.literals[i], out, o);
      int far = found.distances[i] - 1;
      int more = found.lengths[i] - 2;
      out[o++] = (byte) (Math.min(more, LONG_MATCH) << 5 | far >> 8);
      if (more >= LONG_MATCH) {
        more -= LONG_MATCH;
        for (; chained && more >= 255; more -= 255) {
          out[o++] = -1;
        }
        out[o++] = (byte) more;
      }
      out[o++] = (byte) far;
      at += found.literals[i] + found.lengths[i];
    }
    found.give();
    return literals(in, at, end - at, out, o);
  }

  private static int literals(byte[] in, int from, int count, byte[] out, int to) {
    int at = from;
    int o = to;
    for (int left = count; left > 0; ) {
      int n = Math.min(left, RUN);
      out[o++] = (byte) (n - 1);
      System.arraycopy(in, at, out, o, n);
      o += n;
      at += n;
      left -= n;
    }
    return o;
  }
}
