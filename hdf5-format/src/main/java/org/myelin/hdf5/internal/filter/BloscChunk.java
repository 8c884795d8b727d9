package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * A chunk of Blosc 1 or 2: a head, where each block begins, then the blocks. A block is one stream,
 * or one for each byte of an element, each behind its stored size; filters are undone on it as a
 * whole. Blocks are to be decoded in order. For one thread.
 */
final class BloscChunk {
  private final byte[] in;
  private final BloscHead head;
  private final BloscFilters filters;
  private final BloscCodecs codecs = new BloscCodecs();

  /** Bytes of streams not yet decoded: no byte may belong to two. */
  private long left;

  /** Reads the head at {@code at}. */
  BloscChunk(byte[] in, int at, int most) {
    this.in = in;
    this.head = new BloscHead(in, at, most);
    this.filters = head.filters();
    this.left = head.end - head.start;
    if (head.isCopied() && head.special == 0 && head.size > head.end - head.body) {
      throw new FilterException(
          "a copied Blosc chunk has " + (head.end - head.body) + " of " + head.size + " bytes");
    }
    if (!head.isCopied() && head.special == 0 && head.blocks() > (head.end - head.body) / 4) {
      throw new FilterException(
          "a Blosc chunk breaks off before the starts of " + head.blocks() + " blocks");
    }
    if (head.special == BloscHead.ONE_VALUE && head.elementSize > head.end - head.body) {
      throw new FilterException("a Blosc chunk breaks off before the value of all elements");
    }
  }

  BloscHead head() {
    return head;
  }

  /** The decoded size, which is at most {@code limit}. */
  int size(long limit) {
    if (head.size > limit) {
      throw new FilterException(
          "the Blosc chunk holds more than the " + limit + " bytes expected: " + head.size);
    }
    return head.size;
  }

  /** Decodes into {@code out} from {@code to} on. */
  void decode(byte[] out, int to) {
    for (int b = 0; b < head.blocks(); b++) {
      block(b, out, to + b * head.blockSize);
    }
  }

  /** Decodes block {@code b} and returns its size. */
  int block(int b, byte[] out, int to) {
    int done = b * head.blockSize;
    int bytes = Math.min(head.blockSize, head.size - done);
    if (head.special != 0) {
      BloscSpecial.fill(head.special, in, head.body, head.elementSize, out, to, bytes);
    } else if (head.isCopied()) {
      System.arraycopy(in, head.body + done, out, to, bytes);
    } else {
      int offset = Bytes.getInt(in, head.body + 4 * b);
      if (filters.isEmpty()) {
        streams(offset, out, to, bytes);
      } else {
        streams(offset, filters.input(), 0, bytes);
        filters.undo(out, to, bytes);
      }
    }
    return bytes;
  }

  private void streams(int offset, byte[] out, int to, int bytes) {
    int count = head.streams(bytes);
    if (bytes % count != 0) {
      throw new FilterException("a Blosc block of " + bytes + " bytes in " + count + " streams");
    }
    if (offset < head.body - head.start || offset > head.end - head.start) {
      throw new FilterException("a Blosc block begins at byte " + offset + " of its chunk");
    }
    int each = bytes / count;
    int at = head.start + offset;
    for (int s = 0; s < count; s++) {
      Output stream = new Output("a Blosc stream", out, to + s * each, to + (s + 1) * each);
      at = stream(at, stream);
      if (stream.at != stream.end) {
        throw new FilterException(
            "a Blosc stream decodes to " + stream.length() + " bytes, expected " + each);
      }
    }
  }

  /** Decodes the stream at {@code at} and returns where it ends. */
  private int stream(int at, Output out) {
    if (head.end - at < 4) {
      throw new FilterException("a Blosc chunk breaks off before a stream");
    }
    int stored = Bytes.getInt(in, at);
    int from = at + 4;
    if (head.isExtended && stored <= 0) {
      return run(stored, from, out);
    }
    left -= 4L + stored;
    if (stored < 0 || stored > head.end - from || left < 0) {
      throw new FilterException("a Blosc stream of " + stored + " bytes is not in its chunk");
    }
    if (stored == out.end - out.start) {
      out.literal(in, from, from + stored, stored);
    } else {
      codecs.decode(head.codec(), in, from, from + stored, out);
    }
    return from + stored;
  }

  /** A stream of one byte, which is 0 or stands negative in place of the size, before a mark. */
  private int run(int stored, int from, Output out) {
    int room = out.end - out.start;
    if (stored == 0) {
      out.fill((byte) 0, room);
      return from;
    }
    if (stored < -255 || from >= head.end || (in[from] & 1) == 0) {
      throw new FilterException("a Blosc stream of " + stored + " bytes that is no run");
    }
    out.fill((byte) -stored, room);
    return from + 1;
  }
}
