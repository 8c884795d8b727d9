package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** One chunk's way into the form that {@link BitshuffleFilter} reads. */
final class BitshuffleEncoding {
  private static final int LZ4 = 2;
  private static final int HEADER = 12;

  private final byte[] in;
  private final int from;
  private final int bytes;
  private final int size;
  private final int block;
  private final int compression;
  private byte[] out;
  private int o;

  BitshuffleEncoding(ByteBuffer chunk, int size, int block, int compression) {
    this.in = Bytes.array(chunk);
    this.from = Bytes.offset(chunk);
    this.bytes = chunk.remaining();
    this.size = size;
    this.block = block;
    this.compression = compression;
  }

  ByteBuffer run() {
    int n = bytes / size;
    int longest = Math.min(block, n & -8) * size;
    byte[] planes = new byte[longest];
    out = new byte[compression == 0 ? bytes : bytes + bytes / 8 + HEADER + 64];
    if (compression != 0) {
      ByteBuffer.wrap(out).putLong(bytes).putInt(Math.multiplyExact(block, size));
      o = HEADER;
    }
    int done = 0;
    while (n - done >= 8) {
      int now = Math.min(block, n - done & -8);
      if (compression == 0) {
        Bitshuffle.move(in, from + done * size, out, o, size, now);
        o += now * size;
      } else {
        Bitshuffle.move(in, from + done * size, planes, 0, size, now);
        compress(planes, now * size);
      }
      done += now;
    }
    int rest = bytes - done * size;
    reserve(rest);
    System.arraycopy(in, from + done * size, out, o, rest);
    return ByteBuffer.wrap(out, 0, o + rest).slice();
  }

  private void compress(byte[] planes, int length) {
    reserve(4 + (compression == LZ4 ? Lz4Encoder.bound(length) : ZstdEncoder.bound(length)));
    int end =
        compression == LZ4
            ? Lz4Encoder.encode(planes, 0, length, out, o + 4)
            : ZstdEncoder.encode(planes, 0, length, out, o + 4);
    Bytes.putInt(out, o, Integer.reverseBytes(end - o - 4));
    o = end;
  }

  private void reserve(int more) {
    if (out.length - o < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, o + more));
    }
  }
}
