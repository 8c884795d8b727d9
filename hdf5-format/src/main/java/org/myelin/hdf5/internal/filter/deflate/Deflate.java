package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;
import java.util.Objects;
import java.util.zip.Adler32;

/**
 * Encodes a zlib stream (RFC 1950) of deflated data (RFC 1951) that is in memory as a whole. The
 * same bytes at the same level give the same stream on every machine. Not safe for threads; made
 * once and used for many chunks.
 *
 * <p>What makes it faster than zlib: a piece's literals are counted before it is searched, so that
 * only matches that pay are looked for; places where nothing matches are passed in growing steps;
 * blocks end where the statistics change, and are stored where coding them would gain next to
 * nothing.
 */
public final class Deflate {
  private static final int MAX_BLOCK = 1 << 18;
  private static final int[] HEAD_FLAGS = {0x01, 0x01, 0x5e, 0x5e, 0x5e, 0x5e, 0x9c, 0xda};

  /** Output that is kept for the next chunk. */
  private static final int KEPT = 4 << 20;

  private final BitOutput out = new BitOutput();
  private final BlockEncoder blocks = new BlockEncoder(out);
  private final Matches matches = new Matches(MAX_BLOCK + 2 * 8192 + 512);
  private final Statistics piece = new Statistics();
  private final Statistics block = new Statistics();
  private FastFinder fast;
  private ChainFinder chain;
  private byte[] scratch = new byte[0];

  /** The longest stream for this many bytes. */
  public static long bound(long bytes) {
    return bytes + bytes / 512 + 64;
  }

  /** The stream for these bytes at level 0 to 9. */
  public byte[] encode(byte[] in, int from, int length, int level) {
    Objects.checkFromIndexSize(from, length, in.length);
    int room = Math.toIntExact(bound(length));
    if (scratch.length < room) {
      scratch = new byte[room];
    }
    out.begin(scratch, 2);
    scratch[0] = 0x78;
    scratch[1] = (byte) HEAD_FLAGS[Math.min(7, level)];
    if (level == 0 || length == 0) {
      blocks.store(in, from, from + length, true);
    } else {
      encodeBlocks(in, from, from + length, EncoderLevel.of(level));
    }
    out.align();
    Adler32 sum = new Adler32();
    sum.update(in, from, length);
    int a = (int) sum.getValue();
    for (int shift = 24; shift >= 0; shift -= 8) {
      scratch[out.at++] = (byte) (a >>> shift);
    }
    byte[] stream = Arrays.copyOf(scratch, out.at);
    if (scratch.length > KEPT) {
      scratch = new byte[0];
    }
    return stream;
  }

  private MatchFinder finder(EncoderLevel level) {
    if (level.chains()) {
      if (chain == null) {
        chain = new ChainFinder();
      }
      chain.effort(level);
      return chain;
    }
    if (fast == null) {
      fast = new FastFinder();
    }
    return fast;
  }

  /** Each piece joins the block before it unless two blocks are cheaper. */
  private void encodeBlocks(byte[] in, int from, int end, EncoderLevel level) {
    MatchFinder finder = finder(level);
    finder.begin(in, from);
    matches.count = 0;
    int start = from;
    int at = from;
    long blockCost = 0;
    while (at < end) {
      int first = matches.count;
      int pieceStart = at;
      int pieceEnd = Math.min(end, at + level.piece());
      int bits = piece.literalBits(in, at, pieceEnd);
      at = finder.find(at, pieceEnd, end, bits, matches);
      piece.count(in, pieceStart, matches, first);
      long cost = piece.cost(null);
      if (pieceStart == from) {
        block.copy(piece);
        blockCost = cost;
        continue;
      }
      long joined = piece.cost(block);
      if (joined > blockCost + cost || pieceStart - start > MAX_BLOCK - level.piece()) {
        blocks.write(in, start, pieceStart, matches, first, block, false, level.storePermille());
        matches.drop(first);
        block.copy(piece);
        blockCost = cost;
        start = pieceStart;
      } else {
        block.add(piece);
        blockCost = joined;
      }
    }
    blocks.write(in, start, end, matches, matches.count, block, true, level.storePermille());
  }
}
