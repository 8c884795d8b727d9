package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * Decodes Zstandard frames (RFC 8878) one after another, without dictionaries. One decoder may
 * decode many times, by one thread.
 */
final class ZstdDecoder {
  static final int RAW = 0;
  static final int REPEATED = 1;
  static final int COMPRESSED = 2;

  private final ZstdLiterals literals = new ZstdLiterals();
  private final ZstdSequences sequences = new ZstdSequences();

  /** Appends what the frames from {@code from} to {@code end} stand for. */
  void decode(byte[] in, int from, int end, Output out) {
    int at = from;
    while (at < end) {
      int skipped = ZstdFrame.endOfSkippable(in, at, end);
      at = skipped >= 0 ? skipped : frame(in, at, end, out);
    }
  }

  private int frame(byte[] in, int from, int end, Output out) {
    ZstdFrame f = ZstdFrame.read(in, from, end);
    literals.reset();
    sequences.reset();
    int start = out.at;
    int at = f.blocks();
    int head;
    do {
      head = ZstdFrame.blockHead(in, at, end);
      at += ZstdFrame.BLOCK_HEAD;
      int stored = ZstdFrame.stored(head);
      if (stored > end - at || head >> 3 > f.greatestBlock()) {
        throw new FilterException(
            "a Zstandard block of "
                + (head >> 3)
                + " bytes, expected at most "
                + Math.min(end - at, f.greatestBlock()));
      }
      block(in, at, stored, head, f, out, start);
      at += stored;
    } while ((head & 1) == 0);
    if (f.contentSize() >= 0 && out.at - start != f.contentSize()) {
      throw new FilterException(
          "a Zstandard frame holds "
              + (out.at - start)
              + " bytes, its head says "
              + f.contentSize());
    }
    return f.checksum() ? checksum(in, at, end, (int) Xxh64.of(out.bytes, start, out.at)) : at;
  }

  private void block(
      byte[] in, int at, int stored, int head, ZstdFrame f, Output out, int frameStart) {
    switch (head >> 1 & 3) {
      case RAW -> out.literal(in, at, at + stored, stored);
      case REPEATED -> out.fill(in[at], head >> 3);
      case COMPRESSED -> {
        int start = out.at;
        int after = literals.read(in, at, at + stored, f.greatestBlock());
        sequences.run(in, after, at + stored, literals, out, frameStart);
        if (out.at - start > f.greatestBlock()) {
          throw new FilterException(
              "a Zstandard block decodes to "
                  + (out.at - start)
                  + " bytes, expected at most "
                  + f.greatestBlock());
        }
      }
      default -> throw new FilterException("a Zstandard block of the reserved type");
    }
  }

  private static int checksum(byte[] in, int at, int end, int found) {
    if (end - at < 4) {
      throw new FilterException("a Zstandard frame breaks off before its checksum");
    }
    int stored = Bytes.getInt(in, at);
    if (stored != found) {
      throw new FilterException(
          "Zstandard checksum %08x stored, %08x of the data".formatted(stored, found));
    }
    return at + 4;
  }
}
