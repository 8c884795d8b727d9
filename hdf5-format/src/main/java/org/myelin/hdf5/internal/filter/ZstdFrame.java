package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * The head of a Zstandard frame (RFC 8878, section 3.1.1.1).
 *
 * @param blocks where the first block begins
 * @param greatestBlock the most bytes that a block may stand for
 * @param contentSize the decoded size, or -1 if the head does not tell
 * @param checksum whether four bytes of {@link Xxh64} follow the last block
 */
record ZstdFrame(int blocks, int greatestBlock, long contentSize, boolean checksum) {
  static final int MAGIC = 0xFD2FB528;
  static final int BLOCK_HEAD = 3;

  private static final int SKIPPABLE = 0x184D2A50;
  private static final int GREATEST_BLOCK = 1 << 17;

  /** Reads the head that begins at {@code at}. */
  static ZstdFrame read(byte[] in, int at, int end) {
    if (end - at < 6) {
      throw new FilterException("a Zstandard frame of " + (end - at) + " bytes");
    }
    int magic = Bytes.getInt(in, at);
    if (magic != MAGIC) {
      throw new FilterException(
          "magic number %08x, expected %08x of a Zstandard frame".formatted(magic, MAGIC));
    }
    int flags = in[at + 4];
    boolean single = (flags & 32) != 0;
    int dictionaryBytes = 1 << (flags & 3) >> 1;
    int sizeFlag = flags >> 6 & 3;
    int sizeBytes = sizeFlag == 0 && !single ? 0 : 1 << sizeFlag;
    int window = at + 5;
    int dictionary = single ? window : window + 1;
    int size = dictionary + dictionaryBytes;
    int blocks = size + sizeBytes;
    if (blocks > end || (flags & 8) != 0) {
      throw new FilterException("a Zstandard frame's head does not end or has a reserved bit");
    }
    long id = number(in, dictionary, dictionaryBytes);
    if (id != 0) {
      throw new FilterException("a Zstandard frame needs dictionary " + id + ", which is not here");
    }
    long content = sizeBytes == 0 ? -1 : number(in, size, sizeBytes) + (sizeBytes == 2 ? 256 : 0);
    if (sizeBytes > 0 && content < 0) {
      throw new FilterException("a Zstandard frame of 2^63 bytes or more");
    }
    long windowSize = single ? content : windowSize(in[window] & 0xff);
    return new ZstdFrame(
        blocks, (int) Math.min(windowSize, GREATEST_BLOCK), content, (flags & 4) != 0);
  }

  private static long windowSize(int descriptor) {
    long base = 1L << 10 + (descriptor >> 3);
    return base + base / 8 * (descriptor & 7);
  }

  private static long number(byte[] in, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (in[at + i] & 0xffL) << 8 * i;
    }
    return value;
  }

  /** Where a frame of other data that begins at {@code at} ends, or -1 if none begins there. */
  static int endOfSkippable(byte[] in, int at, int end) {
    if (end - at < 8 || (Bytes.getInt(in, at) & ~15) != SKIPPABLE) {
      return -1;
    }
    long after = at + 8 + (Bytes.getInt(in, at + 4) & 0xffffffffL);
    if (after > end) {
      throw new FilterException("a skippable Zstandard frame is longer than its chunk");
    }
    return (int) after;
  }

  /** The head of the block at {@code at}: last (1 bit), type (2 bits), size. */
  static int blockHead(byte[] in, int at, int end) {
    if (end - at < BLOCK_HEAD) {
      throw new FilterException("a Zstandard frame breaks off before a block");
    }
    return Bytes.getShort(in, at) | (in[at + 2] & 0xff) << 16;
  }

  /** How many bytes the block stores behind its head. */
  static int stored(int blockHead) {
    return (blockHead >> 1 & 3) == ZstdDecoder.REPEATED ? 1 : blockHead >> 3;
  }

  /**
   * The most bytes that all frames together can stand for; only their heads and those of their
   * blocks are read.
   */
  static long greatestSize(byte[] in, int from, int end) {
    long most = 0;
    int at = from;
    while (at < end) {
      int skipped = endOfSkippable(in, at, end);
      if (skipped >= 0) {
        at = skipped;
        continue;
      }
      ZstdFrame f = read(in, at, end);
      long blocks = 0;
      int head;
      at = f.blocks;
      do {
        head = blockHead(in, at, end);
        at += BLOCK_HEAD + stored(head);
        blocks += f.greatestBlock;
      } while ((head & 1) == 0);
      at += f.checksum ? 4 : 0;
      most += f.contentSize < 0 ? blocks : Math.min(blocks, f.contentSize);
    }
    return most;
  }
}
