package org.myelin.hdf5.internal.filter;

/** Writes the LZ4 block format that {@link Lz4Block} reads. */
final class Lz4Encoder {
  private static final int WINDOW = 65535;
  private static final int LEAST_MATCH = 4;
  private static final int LONG = 15;

  /** The last bytes of a block are literals, and the last match begins well before them. */
  private static final int LAST_LITERALS = 5;

  private static final int LAST_MATCH = 12;

  private Lz4Encoder() {}

  /** The longest block for this many bytes. */
  static int bound(int bytes) {
    return Math.toIntExact(bytes + bytes / 255L + 16);
  }

  /** Encodes {@code length} bytes to {@code out[to]}, where {@link #bound} fit; gives the end. */
  static int encode(byte[] in, int from, int length, byte[] out, int to) {
    LzFinder found = LzFinder.take();
    int end = from + length;
    int o = to;
    int at = from;
    found.find(in, from, WINDOW, Integer.MAX_VALUE, end - LAST_MATCH + 1, end - LAST_LITERALS);
    for (int i = 0; i < found.count; i++) {
      int run = found.literals[i];
      int match = found.lengths[i] - LEAST_MATCH;
      out[o++] = (byte) (Math.min(run, LONG) << 4 | Math.min(match, LONG));
      o = literals(in, at, run, out, o);
      Bytes.putShort(out, o, found.distances[i]);
      o = more(match, out, o + 2);
      at += run + found.lengths[i];
    }
    found.give();
    out[o++] = (byte) (Math.min(end - at, LONG) << 4);
    return literals(in, at, end - at, out, o);
  }

  private static int literals(byte[] in, int at, int run, byte[] out, int to) {
    int o = more(run, out, to);
    System.arraycopy(in, at, out, o, run);
    return o + run;
  }

  /** What of a length did not fit its half of the token. */
  private static int more(int length, byte[] out, int to) {
    int o = to;
    if (length >= LONG) {
      int left = length - LONG;
      for (; left >= 255; left -= 255) {
        out[o++] = -1;
      }
      out[o++] = (byte) left;
    }
    return o;
  }
}
