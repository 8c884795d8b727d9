package org.myelin.hdf5.internal.filter;

/**
 * Writes a Zstandard frame (RFC 8878) in the simplest form that compresses: literals as they are,
 * sequences in the predefined tables; blocks of one byte, and blocks that gain nothing, as such.
 */
final class ZstdEncoder {
  private static final int BLOCK = 1 << 17;
  private static final int RAW = 0;
  private static final int REPEATED = 1;
  private static final int COMPRESSED = 2;

  /** Magic number, flags, content size. */
  private static final int HEAD = 4 + 1 + 8;

  private static final int SINGLE_SEGMENT = 1 << 5;
  private static final int EIGHT_BYTES = 3 << 6;

  private ZstdEncoder() {}

  /** The longest frame for this many bytes, and room that the encoder needs. */
  static int bound(int bytes) {
    return Math.toIntExact(bytes + HEAD + (bytes / BLOCK + 1L) * 3 + 8);
  }

  /** Encodes {@code length} bytes to {@code out[to]}, where {@link #bound} fit; gives the end. */
  static int encode(byte[] in, int from, int length, byte[] out, int to) {
    Bytes.putInt(out, to, ZstdFrame.MAGIC);
    out[to + 4] = (byte) (SINGLE_SEGMENT | EIGHT_BYTES);
    Bytes.putLong(out, to + 5, length);
    int o = to + HEAD;
    int at = 0;
    do {
      int n = Math.min(BLOCK, length - at);
      o = block(in, from + at, n, at + n == length, out, o);
      at += n;
    } while (at < length);
    return o;
  }

  private static int block(byte[] in, int from, int n, boolean last, byte[] out, int to) {
    int body = to + ZstdFrame.BLOCK_HEAD;
    if (n > 1 && Bytes.isOneByte(in, from, n)) {
      head(last, REPEATED, n, out, to);
      out[body] = in[from];
      return body + 1;
    }
    byte[] packed = n < 16 ? null : ZstdBlock.encode(in, from, n);
    if (packed == null) {
      head(last, RAW, n, out, to);
      System.arraycopy(in, from, out, body, n);
      return body + n;
    }
    head(last, COMPRESSED, packed.length, out, to);
    System.arraycopy(packed, 0, out, body, packed.length);
    return body + packed.length;
  }

  private static void head(boolean last, int type, int size, byte[] out, int at) {
    int h = (last ? 1 : 0) | type << 1 | size << 3;
    out[at] = (byte) h;
    out[at + 1] = (byte) (h >> 8);
    out[at + 2] = (byte) (h >> 16);
  }
}
