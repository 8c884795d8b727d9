package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * The literals of one Zstandard block after another (RFC 8878, section 3.1.1.3.1). A block may use
 * the table of the one before.
 */
final class ZstdLiterals {
  private static final int RAW = 0;
  private static final int REPEATED = 1;
  private static final int TREELESS = 3;

  /** Bytes behind the literals, so that the last of them are copied in words too. */
  private static final int SLACK = 16;

  private final HuffmanTable table = new HuffmanTable();
  private boolean hasTable;
  private byte[] buffer = {};

  /** Where the literals lie: from {@link #at} to {@link #end}. */
  byte[] bytes;

  int at;
  int end;

  /** Forgets the table: a frame begins. */
  void reset() {
    hasTable = false;
  }

  /**
   * Reads the literals section.
   *
   * @param most the most literals that the block may have
   * @return where the section ends
   */
  int read(byte[] in, int from, int to, int most) {
    if (to <= from) {
      throw new FilterException("a Zstandard block has no literals section");
    }
    int type = in[from] & 3;
    int format = in[from] >> 2 & 3;
    long head = head(in, from, Math.min(to, from + 5));
    int size;
    int stored;
    int bodyAt;
    if (type <= REPEATED) {
      bodyAt = from + (format == 1 ? 2 : format == 3 ? 3 : 1);
      size =
          (int)
              (format == 1
                  ? head >> 4 & 0xfff
                  : format == 3 ? head >> 4 & 0xfffff : head >> 3 & 31);
      stored = type == RAW ? size : 1;
    } else {
      int bits = format < 2 ? 10 : format == 2 ? 14 : 18;
      bodyAt = from + (4 + 2 * bits) / 8;
      size = (int) (head >> 4) & (1 << bits) - 1;
      stored = (int) (head >> 4 + bits) & (1 << bits) - 1;
    }
    if (size > most || stored > to - bodyAt) {
      throw new FilterException(
          "a Zstandard block of " + size + " literals, stored in " + stored + " bytes");
    }
    if (type == RAW) {
      bytes = in;
      at = bodyAt;
      end = bodyAt + size;
      return end;
    }
    if (buffer.length < size + SLACK) {
      buffer = new byte[Math.max(size + SLACK, 2 * buffer.length)];
    }
    bytes = buffer;
    at = 0;
    end = size;
    if (type == REPEATED) {
      java.util.Arrays.fill(buffer, 0, size, in[bodyAt]);
    } else {
      huffman(in, bodyAt, bodyAt + stored, type == TREELESS, format == 0);
    }
    return bodyAt + stored;
  }

  private static long head(byte[] in, int from, int to) {
    long head = 0;
    for (int i = from; i < to; i++) {
      head |= (in[i] & 0xffL) << 8 * (i - from);
    }
    return head;
  }

  private void huffman(byte[] in, int from, int to, boolean oldTable, boolean oneStream) {
    int streams = from;
    if (!oldTable) {
      streams = table.read(in, from, to);
      hasTable = true;
    } else if (!hasTable) {
      throw new FilterException("a Zstandard frame's first block has no Huffman table");
    }
    HuffmanStreams h = new HuffmanStreams(table, in, buffer);
    if (oneStream) {
      h.one(streams, to, end);
    } else {
      h.four(streams, to, end);
    }
  }
}
