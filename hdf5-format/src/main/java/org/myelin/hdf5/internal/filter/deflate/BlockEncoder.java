package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;

/** Writes blocks, each in the shortest of the three forms (RFC 1951, section 3.2.3). */
final class BlockEncoder {
  private static final int STORED = 0;
  private static final int FIXED = 1;
  private static final int DYNAMIC = 2;
  private static final int MAX_STORED = 65535;
  private static final int LITERALS_AND_LENGTHS = 286;

  /** One less than deflate's: four literals and seven bits that were left fit a word. */
  private static final int LONGEST_CODE = 14;

  private static final byte[] FIXED_LENGTHS = new byte[288];
  private static final byte[] FIXED_DISTANCES = new byte[32];

  static {
    Arrays.fill(FIXED_LENGTHS, 0, 144, (byte) 8);
    Arrays.fill(FIXED_LENGTHS, 144, 256, (byte) 9);
    Arrays.fill(FIXED_LENGTHS, 256, 280, (byte) 7);
    Arrays.fill(FIXED_LENGTHS, 280, 288, (byte) 8);
    Arrays.fill(FIXED_DISTANCES, (byte) 5);
  }

  private final BitOutput out;
  private final CodeMaker maker = new CodeMaker();
  private final CodeLengths head = new CodeLengths();
  private final byte[] literalLength = new byte[288];
  private final byte[] distanceLength = new byte[32];
  private final int[] literalCode = new int[288];
  private final int[] distanceCode = new int[32];

  /** Code and extra bits of each length together, above eight bits that have their number. */
  private final int[] lengthCode = new int[LengthsAndDistances.LONGEST + 1];

  BlockEncoder(BitOutput out) {
    this.out = out;
  }

  /**
   * The first {@code count} matches, which stand for {@code in} from {@code from} to {@code to}.
   */
  void write(
      byte[] in,
      int from,
      int to,
      Matches matches,
      int count,
      Statistics symbols,
      boolean last,
      int storePermille) {
    maker.lengths(symbols.literals, LITERALS_AND_LENGTHS, LONGEST_CODE, literalLength);
    maker.lengths(symbols.distances, LengthsAndDistances.DISTANCES, 15, distanceLength);
    head.take(literalLength, distanceLength, maker);
    long dynamic = head.bits() + bits(symbols, literalLength, distanceLength);
    long fixed = bits(symbols, FIXED_LENGTHS, FIXED_DISTANCES);
    long stored = 8L * (to - from) + 40L * ((to - from + MAX_STORED - 1) / MAX_STORED) + 8;
    if (stored - stored * storePermille / 1000 <= Math.min(dynamic, fixed)) {
      store(in, from, to, last);
      return;
    }
    out.put(last ? 1 : 0, 1);
    if (fixed <= dynamic) {
      out.put(FIXED, 2);
      maker.codes(FIXED_LENGTHS, 288, literalCode);
      maker.codes(FIXED_DISTANCES, LengthsAndDistances.DISTANCES, distanceCode);
    } else {
      out.put(DYNAMIC, 2);
      head.write(out);
      maker.codes(literalLength, LITERALS_AND_LENGTHS, literalCode);
      maker.codes(distanceLength, LengthsAndDistances.DISTANCES, distanceCode);
    }
    out.flush();
    joinLengthCodes();
    emit(in, from, matches, count);
    out.putCode(literalCode[Symbols.END_OF_BLOCK]);
    out.flush();
  }

  private static long bits(Statistics symbols, byte[] literalLength, byte[] distanceLength) {
    long bits = 0;
    for (int i = 0; i < LITERALS_AND_LENGTHS; i++) {
      int extra = i <= Symbols.END_OF_BLOCK ? 0 : LengthsAndDistances.LENGTH_EXTRA[i - 257];
      bits += (long) symbols.literals[i] * (literalLength[i] + extra);
    }
    for (int i = 0; i < LengthsAndDistances.DISTANCES; i++) {
      bits +=
          (long) symbols.distances[i] * (distanceLength[i] + LengthsAndDistances.DISTANCE_EXTRA[i]);
    }
    return bits;
  }

  /** Stored blocks (section 3.2.4). */
  void store(byte[] in, int from, int to, boolean last) {
    int at = from;
    do {
      int n = Math.min(MAX_STORED, to - at);
      out.put(last && at + n == to ? 1 : 0, 1);
      out.put(STORED, 2);
      out.align();
      Words.putLong(out.bytes, out.at, n | (~n & 0xffffL) << 16);
      out.begin(out.bytes, out.at + 4);
      System.arraycopy(in, at, out.bytes, out.at, n);
      out.at += n;
      at += n;
    } while (at < to);
  }

  private void joinLengthCodes() {
    for (int l = LengthsAndDistances.SHORTEST; l <= LengthsAndDistances.LONGEST; l++) {
      int symbol = LengthsAndDistances.LENGTH_SYMBOL[l];
      int code = literalCode[257 + symbol];
      int bits = code & 63;
      int value = code >>> 8 | l - LengthsAndDistances.LENGTH_BASE[symbol] << bits;
      lengthCode[l] = value << 8 | bits + LengthsAndDistances.LENGTH_EXTRA[symbol];
    }
  }

  /** The hot loop: all state is in locals, and up to four literals go out in one word. */
  private void emit(byte[] in, int p, Matches matches, int count) {
    final byte[] bytes = out.bytes;
    final int[] literal = literalCode;
    final int[] distance = distanceCode;
    final int[] length = lengthCode;
    int at = out.at;
    int held = out.held;
    long ahead = out.ahead;
    for (int s = 0; s < count; s++) {
      int run = matches.literals[s];
      for (; run >= 4; run -= 4, p += 4) {
        int x = Words.getInt(in, p);
        int a = literal[x & 255];
        int b = literal[x >>> 8 & 255];
        int c = literal[x >>> 16 & 255];
        int d = literal[x >>> 24];
        int ab = (a & 63) + (b & 63);
        // shifts count modulo 64, and the lengths are the lowest bits
        long low = a >>> 8 | (long) (b >>> 8) << a;
        long high = c >>> 8 | (long) (d >>> 8) << c;
        ahead |= (low | high << ab) << held;
        held += ab + (c & 63) + (d & 63);
        Words.putLong(bytes, at, ahead);
        at += held >>> 3;
        ahead >>>= held & 56;
        held &= 7;
      }
      if (run > 0) {
        do {
          int a = literal[in[p++] & 255];
          ahead |= (long) (a >>> 8) << held;
          held += a & 63;
        } while (--run > 0);
        Words.putLong(bytes, at, ahead);
        at += held >>> 3;
        ahead >>>= held & 56;
        held &= 7;
      }
      int m = matches.match[s];
      if (m != 0) {
        p += m >>> 16;
        int back = m & 0xffff;
        int symbol = LengthsAndDistances.distanceSymbol(back);
        int l = length[m >>> 16];
        int d = distance[symbol];
        ahead |= (long) (l >>> 8) << held;
        held += l & 63;
        ahead |= (long) (d >>> 8) << held;
        held += d & 63;
        ahead |= (long) (back - LengthsAndDistances.DISTANCE_BASE[symbol]) << held;
        held += LengthsAndDistances.DISTANCE_EXTRA[symbol];
        Words.putLong(bytes, at, ahead);
        at += held >>> 3;
        ahead >>>= held & 56;
        held &= 7;
      }
    }
    out.at = at;
    out.held = held;
    out.ahead = ahead;
  }
}
