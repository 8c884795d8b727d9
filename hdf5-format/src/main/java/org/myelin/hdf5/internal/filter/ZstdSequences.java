package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/**
 * The sequences of one Zstandard block after another (RFC 8878, section 3.1.1.3.2): how many
 * literals come next, and which earlier bytes follow them. Blocks may use the tables of the one
 * before; the last three offsets go on in any case.
 */
final class ZstdSequences {
  private static final int LITERALS_LOG = 9;
  private static final int OFFSETS_LOG = 8;
  private static final int MATCHES_LOG = 9;

  /** What a word has for values when it is to serve the next states too. */
  private static final int FREE_BITS = BackwardBits.WORD - LITERALS_LOG - OFFSETS_LOG - MATCHES_LOG;

  static final FseTable USUAL_LITERALS =
      FseTable.of(
          FseSymbols.LITERALS,
          6,
          4,
          3,
          2,
          2,
          2,
          2,
          2,
          2,
          2,
          2,
          2,
          2,
          2,
          1,
          1,
          1,
          2,
          2,
          2,
          2,
          2,
          2,
          2,
          2,
          2,
          3,
          2,
          1,
          1,
          1,
          1,
          1,
          -1,
          -1,
          -1,
          -1);
  static final FseTable USUAL_OFFSETS =
      FseTable.of(
          FseSymbols.OFFSETS,
          5,
          1,
          1,
          1,
          1,
          1,
          1,
          2,
          2,
          2,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          -1,
          -1,
          -1,
          -1,
          -1);
  static final FseTable USUAL_MATCHES =
      FseTable.of(
          FseSymbols.MATCHES,
          6,
          1,
          4,
          3,
          2,
          2,
          2,
          2,
          2,
          2,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          1,
          -1,
          -1,
          -1,
          -1,
          -1,
          -1,
          -1);

  /** The lowest n bits. */
  private static final int[] MASKS = masks();

  private FseTable literalLengths;
  private FseTable offsets;
  private FseTable matchLengths;
  private int offset1;
  private int offset2;
  private int offset3;

  /** Where a table's description is read. */
  private int at;

  private static int[] masks() {
    int[] masks = new int[32];
    Arrays.setAll(masks, n -> (1 << n) - 1);
    return masks;
  }

  /** Forgets tables and offsets: a frame begins. */
  void reset() {
    literalLengths = null;
    offsets = null;
    matchLengths = null;
    offset1 = 1;
    offset2 = 4;
    offset3 = 8;
  }

  /**
   * Reads the sequences section and appends what it makes of the literals.
   *
   * @param frame where the frame's first byte is in the output
   */
  void run(byte[] in, int from, int to, ZstdLiterals literals, Output out, int frame) {
    at = from;
    int count = count(in, to);
    if (count > 0) {
      if (at >= to || (in[at] & 3) != 0) {
        throw new FilterException("a Zstandard block's sequences have no modes");
      }
      int modes = in[at++];
      literalLengths =
          table(
              in,
              to,
              modes >> 6 & 3,
              literalLengths,
              USUAL_LITERALS,
              FseSymbols.LITERALS,
              LITERALS_LOG);
      offsets =
          table(in, to, modes >> 4 & 3, offsets, USUAL_OFFSETS, FseSymbols.OFFSETS, OFFSETS_LOG);
      matchLengths =
          table(
              in, to, modes >> 2 & 3, matchLengths, USUAL_MATCHES, FseSymbols.MATCHES, MATCHES_LOG);
      sequences(in, to, count, literals, out, frame);
    } else if (at != to) {
      throw new FilterException("a Zstandard block without sequences goes on after their count");
    }
    out.literal(literals.bytes, literals.at, literals.end, literals.end - literals.at);
  }

  private int count(byte[] in, int to) {
    int first = at < to ? in[at] & 0xff : 0;
    int length = first < 128 ? 1 : first < 255 ? 2 : 3;
    if (length > to - at) {
      throw new FilterException("a Zstandard block breaks off before its sequences");
    }
    at += length;
    return switch (length) {
      case 1 -> first;
      case 2 -> (first - 128 << 8) + (in[at - 1] & 0xff);
      default -> Bytes.getShort(in, at - 2) + 0x7f00;
    };
  }

  private FseTable table(
      byte[] in, int to, int mode, FseTable last, FseTable usual, FseSymbols symbols, int log) {
    switch (mode) {
      case 0:
        return usual;
      case 1:
        if (at >= to || (in[at] & 0xff) >= symbols.count()) {
          throw new FilterException("a Zstandard table of one symbol that there is not");
        }
        return FseTable.of(symbols, in[at++]);
      case 2:
        FseTable.Described d = FseTable.read(in, at, to, symbols, log);
        at = d.end();
        return d.table();
      default:
        if (last == null) {
          throw new FilterException("a Zstandard frame's first block has not all its tables");
        }
        return last;
    }
  }

  /**
   * One long loop over local variables: what a sequence is read from (states and bits) and what it
   * does (copies) would otherwise pass through memory for each few bytes of output.
   */
  private void sequences(
      byte[] in, int to, int count, ZstdLiterals literals, Output out, int frame) {
    long[] literalTable = literalLengths.entries;
    long[] offsetTable = offsets.entries;
    long[] matchTable = matchLengths.entries;
    BackwardBits bits = new BackwardBits(in, at, to);
    int literalState = bits.read(literalLengths.log);
    int offsetState = bits.read(offsets.log);
    int matchState = bits.read(matchLengths.log);
    int start = at;
    int left = bits.left;
    byte[] from = literals.bytes;
    int literalAt = literals.at;
    byte[] target = out.bytes;
    int o = out.at;
    int end = out.end;
    int literalEnd = literals.end;
    long last1 = offset1;
    long last2 = offset2;
    long last3 = offset3;
    for (int i = 1; i <= count && left >= 0; i++) {
      long l = literalTable[literalState];
      long m = matchTable[matchState];
      long f = offsetTable[offsetState];
      int offsetBits = (int) (f >>> 32) & 0xff;
      int matchBits = (int) (m >>> 32) & 0xff;
      int literalBits = (int) (l >>> 32) & 0xff;
      // rotated by all bits up to its last, a value lies lowest
      long w = BackwardBits.word(in, start, left);
      int used = offsetBits;
      long code = (f & 0xffffffffL) + ((int) Long.rotateLeft(w, used) & MASKS[offsetBits]);
      used += matchBits;
      int match = (int) m + ((int) Long.rotateLeft(w, used) & MASKS[matchBits]);
      if (used + literalBits > FREE_BITS) {
        left -= used;
        if (left < 0) {
          break;
        }
        w = BackwardBits.word(in, start, left);
        used = 0;
      }
      used += literalBits;
      int run = (int) l + ((int) Long.rotateLeft(w, used) & MASKS[literalBits]);
      if (i < count) {
        int next = (int) (l >>> 40) & 0xff;
        used += next;
        literalState = (int) (l >>> 48) + ((int) Long.rotateLeft(w, used) & MASKS[next]);
        next = (int) (m >>> 40) & 0xff;
        used += next;
        matchState = (int) (m >>> 48) + ((int) Long.rotateLeft(w, used) & MASKS[next]);
        next = (int) (f >>> 40) & 0xff;
        used += next;
        offsetState = (int) (f >>> 48) + ((int) Long.rotateLeft(w, used) & MASKS[next]);
      }
      left -= used;

      long distance;
      if (code > 3) {
        distance = code - 3;
        last3 = last2;
        last2 = last1;
        last1 = distance;
      } else {
        int which = (int) code + (run == 0 ? 1 : 0);
        distance = which == 1 ? last1 : which == 2 ? last2 : which == 3 ? last3 : last1 - 1;
        if (which > 1) {
          last3 = which == 2 ? last3 : last2;
          last2 = last1;
          last1 = distance;
        }
      }
      if (run > literalEnd - literalAt
          || run + match > end - o
          || distance <= 0
          || distance > o + run - frame) {
        throw impossible(run, match, distance, o - frame);
      }
      if (run <= 16 && literalAt <= from.length - 16 && o <= end - 16) {
        Bytes.copy16(from, literalAt, target, o);
      } else {
        System.arraycopy(from, literalAt, target, o, run);
      }
      literalAt += run;
      o += run;
      Bytes.repeat(target, o, (int) distance, match, end);
      o += match;
    }
    bits.left = left;
    bits.checkAllRead();
    literals.at = literalAt;
    out.at = o;
    offset1 = (int) last1;
    offset2 = (int) last2;
    offset3 = (int) last3;
  }

  private static FilterException impossible(int run, int match, long distance, int done) {
    return new FilterException(
        "a Zstandard sequence of "
            + run
            + " literals and "
            + match
            + " bytes from "
            + distance
            + " back does not fit its block at byte "
            + done
            + " of the frame");
  }
}
