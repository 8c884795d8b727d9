package org.myelin.hdf5.internal.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/**
 * A contiguous frame of Blosc 2 with one chunk: a head in MessagePack, the chunk, a chunk of the
 * chunks' offsets, and a trailer that a reader does not need. Numbers of the head are big endian.
 */
final class Blosc2Frame {
  private static final byte[] MAGIC = "b2frame\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 0x57;

  /** Where the names of metalayers begin, behind how many there are. */
  private static final int LAYERS = HEAD + 7;

  private final byte[] in;
  private final int start;
  private final int end;
  private final int headLength;
  private final long size;
  private final long stored;
  private final int elementSize;

  Blosc2Frame(byte[] in, int at, int end) {
    this.in = in;
    this.start = at;
    if (end - at < HEAD || !Arrays.equals(in, at + 2, at + 10, MAGIC, 0, 8)) {
      throw new FilterException("not a Blosc 2 frame: it does not begin with b2frame");
    }
    this.headLength = i32(0x0a);
    long length = i64(0x0f);
    this.size = i64(0x1d);
    this.stored = i64(0x26);
    this.elementSize = i32(0x2f);
    int chunkSize = i32(0x39);
    if (headLength < HEAD || length < headLength || length > end - at) {
      throw new FilterException(
          "Blosc 2 frame of " + length + " bytes with a head of " + headLength);
    }
    this.end = at + (int) length;
    if (size < 0 || stored < 0 || stored > length - headLength || elementSize <= 0) {
      throw new FilterException("Blosc 2 frame of " + size + " bytes, stored in " + stored);
    }
    if (size > chunkSize) {
      throw new FilterException(
          "Blosc 2 frame of several chunks: " + size + " bytes in chunks of " + chunkSize);
    }
  }

  /** Decodes the frame into at most {@code limit} bytes. */
  byte[] decode(long limit) {
    int layer = layer("b2nd");
    layer = layer >= 0 ? layer : layer("caterva");
    return layer >= 0
        ? array(B2nd.read(in, layer, start + headLength, elementSize), limit)
        : plain(limit);
  }

  private byte[] plain(long limit) {
    if (size > limit) {
      throw new FilterException(
          "the Blosc 2 frame holds more than the " + limit + " bytes expected: " + size);
    }
    byte[] out = new byte[(int) size];
    long offset = size == 0 ? 0 : offset();
    if (offset < 0) {
      BloscSpecial.fill(special(offset), elementSize, out);
    } else if (size > 0) {
      BloscChunk chunk = chunk(offset);
      if (chunk.head().size != size) {
        throw new FilterException(
            "a Blosc chunk of " + chunk.head().size + " bytes in a frame of " + size);
      }
      chunk.decode(out, 0);
    }
    return out;
  }

  private byte[] array(B2nd b2nd, long limit) {
    byte[] out = new byte[b2nd.size(limit)];
    long offset = offset();
    if (offset < 0) {
      BloscSpecial.fill(special(offset), elementSize, out);
      return out;
    }
    BloscChunk chunk = chunk(offset);
    BloscHead head = chunk.head();
    b2nd.check(head.size, head.blockSize);
    byte[] block = new byte[head.blockSize];
    for (int b = 0; b < head.blocks(); b++) {
      chunk.block(b, block, 0);
      b2nd.place(block, b, out);
    }
    return out;
  }

  /** Where the chunk is behind the head; less than 0 if all its elements are alike. */
  private long offset() {
    BloscChunk offsets = new BloscChunk(in, start + headLength + (int) stored, end);
    byte[] offset = new byte[8];
    if (offsets.size(8) != 8) {
      throw new FilterException("the Blosc 2 frame's offsets have fewer than 8 bytes");
    }
    offsets.decode(offset, 0);
    return Bytes.getLong(offset, 0);
  }

  private static int special(long offset) {
    int kind = (int) (offset >>> 56) & 7;
    if (kind != BloscHead.ZEROS && kind != BloscHead.NANS && kind != BloscHead.NOTHING) {
      throw new FilterException("special value " + kind + " of a chunk in a Blosc 2 frame");
    }
    return kind;
  }

  private BloscChunk chunk(long offset) {
    if (offset > stored) {
      throw new FilterException("a Blosc chunk at byte " + offset + " of " + stored);
    }
    int first = start + headLength;
    return new BloscChunk(in, first + (int) offset, first + (int) stored);
  }

  /** Where the content of a metalayer begins, or -1 if there is none of this name. */
  private int layer(String name) {
    int at = start + LAYERS;
    int last = start + headLength;
    int count = last < at ? 0 : (in[at - 2] & 0xff) << 8 | in[at - 1] & 0xff;
    for (int i = 0; i < count; i++) {
      int length = at < last ? in[at] & 31 : 0;
      if (last - at < 1 + length + 5) {
        throw new FilterException("the head of a Blosc 2 frame breaks off in its metalayers");
      }
      String found = new String(in, at + 1, length, StandardCharsets.ISO_8859_1);
      int offset = i32(at - start + 1 + length);
      if (found.equals(name)) {
        if (offset < 0 || offset > headLength) {
          throw new FilterException("Blosc 2 metalayer " + name + " at byte " + offset);
        }
        return start + offset;
      }
      at += 1 + length + 5;
    }
    return -1;
  }

  /** The number behind the byte at {@code at}, which says its type. */
  private int i32(int at) {
    return Integer.reverseBytes(Bytes.getInt(in, start + at + 1));
  }

  private long i64(int at) {
    return Long.reverseBytes(Bytes.getLong(in, start + at + 1));
  }
}
