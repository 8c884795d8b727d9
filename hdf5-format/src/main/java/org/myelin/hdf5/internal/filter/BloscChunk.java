package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * A chunk of Blosc 1: a head of 16 bytes, where each block begins, then the blocks. A block is one
 * stream, or one for each byte of an element, each behind its stored size; it is shuffled as a
 * whole. All numbers are little endian.
 */
final class BloscChunk {
  private static final int HEAD = 16;
  private static final int SHUFFLED = 1;
  private static final int COPIED = 2;
  private static final int BITSHUFFLED = 4;
  private static final int RESERVED = 8;
  private static final int WHOLE_BLOCKS = 16;
  private static final int CODEC_SHIFT = 5;
  private static final int MOST_STREAMS = 16;
  private static final int LEAST_STREAM = 128;

  private final byte[] in;
  private final int start;
  private final int end;
  private final int flags;
  private final int elementSize;
  private final int size;
  private final int blockSize;
  private final BloscCodecs codecs = new BloscCodecs();
  private byte[] shuffled = {};
  private byte[] scratch = {};

  /** Bytes of streams not yet decoded: no byte may belong to two. */
  private int left;

  /** Reads the head at {@code at}. */
  BloscChunk(byte[] in, int at, int most) {
    if (most - at < HEAD) {
      throw new FilterException("Blosc chunk of " + (most - at) + " bytes, shorter than its head");
    }
    int version = in[at];
    int stored = Bytes.getInt(in, at + 12);
    this.in = in;
    this.start = at;
    this.flags = in[at + 2] & 0xff;
    this.elementSize = in[at + 3] & 0xff;
    this.size = Bytes.getInt(in, at + 4);
    this.blockSize = Bytes.getInt(in, at + 8);
    if (version < 1 || version > 2) {
      throw new FilterException("Blosc chunk of version " + version + ", expected 1 or 2");
    }
    if (stored < HEAD || stored > most - at) {
      throw new FilterException(
          "Blosc chunk of " + stored + " bytes, expected " + HEAD + " to " + (most - at));
    }
    if (size < 0 || elementSize == 0 || size > 0 && blockSize <= 0 || (flags & RESERVED) != 0) {
      throw new FilterException(
          "Blosc chunk: %d bytes in blocks of %d, elements of %d, flags %02x"
              .formatted(size, blockSize, elementSize, flags));
    }
    this.end = at + stored;
    this.left = stored;
  }

  /** The decoded size, which is at most {@code limit}. */
  int size(long limit) {
    if (size > limit) {
      throw new FilterException(
          "the Blosc chunk holds more than the " + limit + " bytes expected: " + size);
    }
    return size;
  }

  /** Decodes into {@code out} from {@code to} on. */
  void decode(byte[] out, int to) {
    int from = start + HEAD;
    if ((flags & COPIED) != 0) {
      if (size > end - from) {
        throw new FilterException("a copied Blosc chunk has " + (end - from) + " of " + size);
      }
      System.arraycopy(in, from, out, to, size);
      return;
    }
    if (size == 0) {
      return;
    }
    int blocks = (size - 1) / blockSize + 1;
    if (blocks > (end - from) / 4) {
      throw new FilterException(
          "a Blosc chunk breaks off before the starts of " + blocks + " blocks");
    }
    int longest = Math.min(size, blockSize);
    shuffled = new byte[(flags & (SHUFFLED | BITSHUFFLED)) == 0 ? 0 : longest];
    scratch = new byte[(flags & BITSHUFFLED) == 0 ? 0 : longest];
    for (int b = 0; b < blocks; b++) {
      int done = b * blockSize;
      block(Bytes.getInt(in, from + 4 * b), out, to + done, Math.min(blockSize, size - done));
    }
  }

  private void block(int offset, byte[] out, int to, int bytes) {
    if ((flags & (SHUFFLED | BITSHUFFLED)) == 0 || elementSize == 1 && (flags & SHUFFLED) != 0) {
      streams(offset, out, to, bytes);
      return;
    }
    streams(offset, shuffled, 0, bytes);
    int n = bytes / elementSize;
    int whole = n * elementSize;
    if ((flags & SHUFFLED) != 0) {
      Unshuffle.move(shuffled, 0, out, to, elementSize, n);
    } else if (n % 8 == 0) {
      Unbitshuffle.move(shuffled, 0, out, to, elementSize, n, scratch);
    } else {
      whole = 0;
    }
    System.arraycopy(shuffled, whole, out, to + whole, bytes - whole);
  }

  private void streams(int offset, byte[] out, int to, int bytes) {
    boolean split =
        (flags & WHOLE_BLOCKS) == 0
            && elementSize <= MOST_STREAMS
            && blockSize / elementSize >= LEAST_STREAM
            && bytes == blockSize;
    int count = split ? elementSize : 1;
    if (bytes % count != 0) {
      throw new FilterException("a Blosc block of " + bytes + " bytes in " + count + " streams");
    }
    if (offset < HEAD || offset > end - start) {
      throw new FilterException("a Blosc block begins at byte " + offset + " of its chunk");
    }
    int each = bytes / count;
    int at = start + offset;
    for (int s = 0; s < count; s++) {
      int stored = end - at < 4 ? -1 : Bytes.getInt(in, at);
      left -= 4 + stored;
      if (stored < 0 || stored > end - at - 4 || left < 0) {
        throw new FilterException("a Blosc stream of " + stored + " bytes is not in its chunk");
      }
      at += 4;
      stream(at, stored, new Output("a Blosc stream", out, to + s * each, to + (s + 1) * each));
      at += stored;
    }
  }

  private void stream(int at, int stored, Output out) {
    int expected = out.end - out.start;
    if (stored == expected) {
      out.literal(in, at, at + stored, stored);
    } else {
      codecs.decode(flags >> CODEC_SHIFT, in, at, at + stored, out);
    }
    if (out.length() != expected) {
      throw new FilterException(
          "a Blosc stream decodes to " + out.length() + " bytes, expected " + expected);
    }
  }
}
