package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;

/** Writes a Blosc 1 chunk, each block as one stream. */
final class BloscEncoder {
  private static final int HEAD = 16;
  private static final int VERSION = 2;
  private static final int SHUFFLED = 1;
  private static final int BITSHUFFLED = 4;
  private static final int WHOLE_BLOCKS = 16;
  private static final int CODEC_SHIFT = 5;
  private static final int USUAL_BLOCK = 1 << 17;

  /** The codecs as parameters name them; what they write is another, shorter, list. */
  private static final String[] CODECS = {"blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd"};

  private static final int[] FORMATS = {0, 1, 1, 2, 3, 4};

  private final byte[] in;
  private final int from;
  private final int bytes;
  private final int size;
  private final int level;
  private final int codec;
  private final int shuffle;
  private final int block;
  private final byte[] scratch;

  /**
   * @param size bytes of an element, 1 to 255
   * @param shuffle 0 no, 1 bytes, 2 bits
   */
  BloscEncoder(ByteBuffer chunk, int size, int level, int shuffle, int codec) {
    if (size < 1 || size > 255 || level < 0 || level > 9 || shuffle < 0 || shuffle > 2) {
      throw new FilterException(
          "Blosc client data: elements of %d bytes, level %d, shuffle %d"
              .formatted(size, level, shuffle));
    }
    if (codec < 0 || codec >= CODECS.length || FORMATS[codec] == 2) {
      throw new FilterException(
          "codec %s of Blosc cannot be written"
              .formatted(codec == 3 ? CODECS[3] : Integer.toString(codec)));
    }
    this.in = Bytes.array(chunk);
    this.from = Bytes.offset(chunk);
    this.bytes = chunk.remaining();
    this.size = size;
    this.level = level;
    this.codec = codec;
    this.shuffle = shuffle == 1 && size == 1 ? 0 : shuffle;
    // whole elements, and for bits eight of them
    int whole = Math.max(1, USUAL_BLOCK / (8 * size)) * 8 * size;
    this.block = bytes >= whole ? whole : Math.max(1, bytes >= size ? bytes / size * size : bytes);
    this.scratch = new byte[shuffle == 0 ? 0 : block];
  }

  /** Null if the chunk would not be smaller. */
  ByteBuffer run() {
    int blocks = bytes == 0 ? 0 : (bytes - 1) / block + 1;
    int starts = HEAD + 4 * blocks;
    int room = bound(Math.min(block, bytes));
    byte[] out = new byte[Math.toIntExact(starts + (long) bytes + 4L * blocks + room)];
    int o = starts;
    for (int b = 0; b < blocks; b++) {
      Bytes.putInt(out, HEAD + 4 * b, o);
      int at = from + b * block;
      o = stream(at, Math.min(block, from + bytes - at), out, o);
    }
    if (o >= bytes) {
      return null;
    }
    int shuffled = shuffle == 0 ? 0 : shuffle == 1 ? SHUFFLED : BITSHUFFLED;
    out[0] = VERSION;
    out[1] = 1;
    out[2] = (byte) (shuffled | WHOLE_BLOCKS | FORMATS[codec] << CODEC_SHIFT);
    out[3] = (byte) size;
    Bytes.putInt(out, 4, bytes);
    Bytes.putInt(out, 8, block);
    Bytes.putInt(out, 12, o);
    return ByteBuffer.wrap(out, 0, o).slice();
  }

  private static int bound(int n) {
    return n + n / 32 + 256;
  }

  /** One block behind its size; one that does not shrink stands as it is. */
  private int stream(int at, int n, byte[] out, int o) {
    byte[] source = in;
    int start = at;
    int elements = n / size;
    if (shuffle == 1 || shuffle == 2 && elements % 8 == 0) {
      int whole = elements * size;
      if (shuffle == 1) {
        ShuffleFilter.spread(in, at, scratch, size, elements);
      } else {
        Bitshuffle.move(in, at, scratch, 0, size, elements);
      }
      System.arraycopy(in, at + whole, scratch, whole, n - whole);
      source = scratch;
      start = 0;
    }
    int end = level == 0 ? o + 4 + n : compress(source, start, n, out, o + 4);
    if (end - o - 4 >= n) {
      System.arraycopy(source, start, out, o + 4, n);
      end = o + 4 + n;
    }
    Bytes.putInt(out, o, end - o - 4);
    return end;
  }

  private int compress(byte[] source, int start, int n, byte[] out, int to) {
    switch (FORMATS[codec]) {
      case 0:
        return n < 16 ? to + n : BloscLzEncoder.blosc(source, start, n, out, to);
      case 1:
        return Lz4Encoder.encode(source, start, n, out, to);
      case 3:
        byte[] stream = DeflateFilter.stream(source, start, n, level);
        System.arraycopy(stream, 0, out, to, Math.min(stream.length, n));
        return to + stream.length;
      default:
        return ZstdEncoder.encode(source, start, n, out, to);
    }
  }
}
