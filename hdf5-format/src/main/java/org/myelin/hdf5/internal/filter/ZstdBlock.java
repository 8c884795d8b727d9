package org.myelin.hdf5.internal.filter;

import java.util.Arrays;

/** Encodes one compressed Zstandard block (RFC 8878, section 3.1.1.2) by itself. */
final class ZstdBlock {
  private static final int LEAST_MATCH = 3;

  /** Offset values up to here stand for earlier offsets, which this encoder does not use. */
  private static final int REPEATED_OFFSETS = 3;

  private static final FseEncoder LITERALS =
      new FseEncoder(FseSymbols.LITERALS, ZstdSequences.USUAL_LITERALS);
  private static final FseEncoder OFFSETS =
      new FseEncoder(FseSymbols.OFFSETS, ZstdSequences.USUAL_OFFSETS);
  private static final FseEncoder MATCHES =
      new FseEncoder(FseSymbols.MATCHES, ZstdSequences.USUAL_MATCHES);

  private final byte[] out;
  private int at;
  private long ahead;
  private int held;

  private ZstdBlock(int room) {
    out = new byte[room];
  }

  /** The block's content, or null if it would not be smaller. */
  static byte[] encode(byte[] in, int from, int n) {
    LzFinder found = LzFinder.take();
    found.find(in, from, n, n, from + n - 8, from + n);
    // a sequence takes at most 17 + 28 + 16 bits and three steps of 6
    ZstdBlock block = new ZstdBlock(n + 11 * found.count + 64);
    if (found.count > 0) {
      block.literals(in, from, n, found);
      block.sequences(found);
    }
    boolean smaller = found.count > 0 && block.at < n;
    found.give();
    return smaller ? Arrays.copyOf(block.out, block.at) : null;
  }

  private void literals(byte[] in, int from, int n, LzFinder found) {
    int matched = 0;
    for (int i = 0; i < found.count; i++) {
      matched += found.lengths[i];
    }
    int size = n - matched;
    if (size < 1 << 5) {
      out[at++] = (byte) (size << 3);
    } else if (size < 1 << 12) {
      Bytes.putShort(out, at, size << 4 | 1 << 2);
      at += 2;
    } else {
      Bytes.putInt(out, at, size << 4 | 3 << 2);
      at += 3;
    }
    int p = from;
    for (int i = 0; i < found.count; i++) {
      System.arraycopy(in, p, out, at, found.literals[i]);
      at += found.literals[i];
      p += found.literals[i] + found.lengths[i];
    }
    int rest = from + n - p;
    System.arraycopy(in, p, out, at, rest);
    at += rest;
  }

  private void sequences(LzFinder found) {
    int count = found.count;
    if (count < 128) {
      out[at++] = (byte) count;
    } else if (count < 0x7f00) {
      out[at++] = (byte) ((count >> 8) + 128);
      out[at++] = (byte) count;
    } else {
      out[at++] = -1;
      Bytes.putShort(out, at, count - 0x7f00);
      at += 2;
    }
    // all three tables are the predefined ones
    out[at++] = 0;
    bits(found);
  }

  /** The decoder reads from the end, so the last sequence comes first and each backwards. */
  private void bits(LzFinder found) {
    int literalState = -1;
    int offsetState = -1;
    int matchState = -1;
    for (int i = found.count - 1; i >= 0; i--) {
      long run = found.literals[i];
      long match = found.lengths[i];
      long offset = found.distances[i] + (long) REPEATED_OFFSETS;
      int l = LITERALS.symbol(run);
      int m = MATCHES.symbol(match);
      int o = OFFSETS.symbol(offset);
      offsetState = step(OFFSETS, o, offsetState);
      matchState = step(MATCHES, m, matchState);
      literalState = step(LITERALS, l, literalState);
      put(run - LITERALS.least(l), LITERALS.bits(l));
      put(match - MATCHES.least(m), MATCHES.bits(m));
      put(offset - OFFSETS.least(o), OFFSETS.bits(o));
    }
    put(matchState, ZstdSequences.USUAL_MATCHES.log);
    put(offsetState, ZstdSequences.USUAL_OFFSETS.log);
    put(literalState, ZstdSequences.USUAL_LITERALS.log);
    put(1, 1);
    put(0, 7);
  }

  /** The state before {@code next} that stands for the symbol; its bits lead on to the next. */
  private int step(FseEncoder coder, int symbol, int next) {
    int state = coder.state(symbol, Math.max(0, next));
    if (next >= 0) {
      put(next - coder.base(state), coder.steps(state));
    }
    return state;
  }

  private void put(long v, int n) {
    ahead |= v << held;
    held += n;
    while (held >= 8) {
      out[at++] = (byte) ahead;
      ahead >>>= 8;
      held -= 8;
    }
  }
}
