package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** The head of a Blosc chunk: 16 bytes, in Blosc 2 mostly 32; all numbers are little endian. */
final class BloscHead {
  /** What {@link #special} says of all elements. */
  static final int ZEROS = 1;

  static final int NANS = 2;
  static final int ONE_VALUE = 3;
  static final int NOTHING = 4;

  private static final int LENGTH = 16;
  private static final int LENGTH_2 = 32;
  private static final int SHUFFLED = 1;
  private static final int COPIED = 2;
  private static final int BITSHUFFLED = 4;
  private static final int DELTA = 8;
  private static final int WHOLE_BLOCKS = 16;
  private static final int CODEC_SHIFT = 5;
  private static final int DICTIONARY = 1;
  private static final int LAZY = 8;
  private static final int VARIABLE_BLOCKS = 1;
  private static final int MOST_STREAMS = 16;
  private static final int LEAST_STREAM = 128;

  /** Where the chunk begins and ends. */
  final int start;

  final int end;
  final int elementSize;

  /** Decoded bytes: of the chunk, and of each block but the last. */
  final int size;

  final int blockSize;

  /** Where the starts of the blocks are, or their copy. */
  final int body;

  /** Whether what stands for itself, or for nothing, has a length of its own (Blosc 2). */
  final boolean isExtended;

  /** What all elements are, or 0 if blocks tell. */
  final int special;

  private final byte[] in;
  private final int flags;

  BloscHead(byte[] in, int at, int most) {
    if (at < 0 || most - at < LENGTH) {
      throw new FilterException("Blosc chunk of " + (most - at) + " bytes, shorter than its head");
    }
    this.in = in;
    start = at;
    flags = in[at + 2] & 0xff;
    elementSize = in[at + 3] & 0xff;
    size = Bytes.getInt(in, at + 4);
    blockSize = Bytes.getInt(in, at + 8);
    isExtended = (flags & (SHUFFLED | BITSHUFFLED)) == (SHUFFLED | BITSHUFFLED);
    body = at + (isExtended ? LENGTH_2 : LENGTH);
    int stored = Bytes.getInt(in, at + 12);
    if (stored < body - at || stored > most - at) {
      throw new FilterException(
          "Blosc chunk of " + stored + " bytes, expected " + (body - at) + " to " + (most - at));
    }
    end = at + stored;
    int version = in[at];
    if (isExtended ? version < 5 || version > 6 : version < 1 || version > 2) {
      throw new FilterException("Blosc chunk of version " + version + ", expected 1, 2, 5 or 6");
    }
    if (size < 0
        || elementSize == 0
        || size > 0 && blockSize <= 0
        || (flags & DELTA) != 0 && !isExtended) {
      throw new FilterException(
          "Blosc chunk: %d bytes in blocks of %d, elements of %d, flags %02x"
              .formatted(size, blockSize, elementSize, flags));
    }
    special = isExtended ? extension(version) : 0;
  }

  private int extension(int version) {
    int more = in[start + 31] & 0xff;
    int kind = more >> 4 & 7;
    boolean lazy = (more & LAZY) != 0 && kind == 0;
    boolean variable = version > 5 && (in[start + 30] & VARIABLE_BLOCKS) != 0;
    if ((more & DICTIONARY) != 0 || lazy || variable || kind > NOTHING) {
      throw new FilterException(
          "a Blosc chunk with a dictionary, blocks of their own size, or parts elsewhere (flags %02x)"
              .formatted(more));
    }
    return kind;
  }

  boolean isCopied() {
    return (flags & COPIED) != 0;
  }

  int codec() {
    return flags >> CODEC_SHIFT;
  }

  int blocks() {
    return size == 0 ? 0 : (size - 1) / blockSize + 1;
  }

  /** The streams of a block of this many bytes. */
  int streams(int bytes) {
    boolean split = (flags & WHOLE_BLOCKS) == 0 && bytes == blockSize;
    boolean worth =
        isExtended || elementSize <= MOST_STREAMS && blockSize / elementSize >= LEAST_STREAM;
    return split && worth ? elementSize : 1;
  }

  /** What is to be undone after a block is decompressed. */
  BloscFilters filters() {
    BloscFilters f = new BloscFilters(Math.min(size, blockSize));
    if (isExtended) {
      for (int i = 5; i >= 0; i--) {
        f.add(in[start + 16 + i] & 0xff, elementSize, in[start + 24 + i] & 0xff);
      }
    } else if ((flags & SHUFFLED) != 0) {
      f.add(BloscFilters.SHUFFLE, elementSize, 0);
    } else if ((flags & BITSHUFFLED) != 0) {
      f.add(BloscFilters.OLD_BITSHUFFLE, elementSize, 0);
    }
    return f;
  }
}
