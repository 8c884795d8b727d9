package org.myelin.hdf5.internal.filter;

/**
 * Writes what {@link RiceDecoder} reads: each block in the shortest of the codes of CCSDS 121.0-B.
 */
final class SzipEncoder {
  private static final int BLOCKS_PER_SEGMENT = 64;
  private static final int REMAINDER_OF_SEGMENT = 5;

  private final BitOutput out;
  private final int bits;
  private final int identifierBits;
  private final int block;
  private final boolean predicted;

  SzipEncoder(BitOutput out, SzipParameters p) {
    this.out = out;
    this.bits = p.bitsPerSample();
    this.identifierBits = bits > 16 ? 5 : bits > 8 ? 4 : 3;
    this.block = p.pixelsPerBlock();
    this.predicted = p.predicted();
  }

  /**
   * Writes an interval, a whole number of blocks.
   *
   * @param samples as unsigned numbers; changed
   */
  void interval(long[] samples) {
    long reference = samples[0];
    if (predicted) {
      predict(samples);
    }
    int blocks = samples.length / block;
    for (int b = 0; b < blocks; ) {
      int zeros = zeroBlocks(samples, b, blocks);
      if (zeros > 0) {
        head(0);
        out.write(0, 1);
        reference(b, reference);
        boolean toEnd =
            zeros >= REMAINDER_OF_SEGMENT
                && (b + zeros == blocks || (b + zeros) % BLOCKS_PER_SEGMENT == 0);
        out.unary(
            toEnd ? REMAINDER_OF_SEGMENT - 1 : zeros >= REMAINDER_OF_SEGMENT ? zeros : zeros - 1);
        b += zeros;
      } else {
        block(samples, b, reference);
        b++;
      }
    }
  }

  /** Even distances go up, odd ones down; beyond the nearer bound only one direction is left. */
  private void predict(long[] samples) {
    long greatest = (1L << bits) - 1;
    long last = samples[0];
    samples[0] = 0;
    for (int i = 1; i < samples.length; i++) {
      long now = samples[i];
      long d = now - last;
      long room = Math.min(last, greatest - last);
      if (d >= 0 && d <= room) {
        samples[i] = 2 * d;
      } else if (d < 0 && -d <= room) {
        samples[i] = -2 * d - 1;
      } else {
        samples[i] = room + Math.abs(d);
      }
      last = now;
    }
  }

  private void head(int identifier) {
    out.write(identifier, identifierBits);
  }

  private void reference(int block, long sample) {
    if (predicted && block == 0) {
      out.write(sample, bits);
    }
  }

  /** How many blocks from b on, in the same segment, are all zero. */
  private int zeroBlocks(long[] samples, int b, int blocks) {
    int end = Math.min(blocks, (b / BLOCKS_PER_SEGMENT + 1) * BLOCKS_PER_SEGMENT);
    int n = 0;
    while (b + n < end && isZero(samples, b + n)) {
      n++;
    }
    return n;
  }

  private boolean isZero(long[] samples, int b) {
    for (int i = b * block; i < (b + 1) * block; i++) {
      if (samples[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void block(long[] samples, int b, long reference) {
    boolean first = predicted && b == 0;
    int from = b * block + (first ? 1 : 0);
    int end = (b + 1) * block;
    long best = (long) bits * block;
    int choice = -1;
    int lows = Math.min(bits - 1, (1 << identifierBits) - 3);
    for (int low = 0; low <= lows; low++) {
      long cost = first ? bits : 0;
      for (int i = from; i < end; i++) {
        cost += (samples[i] >>> low) + 1 + low;
      }
      if (cost < best) {
        best = cost;
        choice = low;
      }
    }
    long pairs = pairsCost(samples, from, end) + 1 + (first ? bits : 0);
    if (pairs < best) {
      head(0);
      out.write(1, 1);
      reference(b, reference);
      pairs(samples, b * block, end);
    } else if (choice < 0) {
      head((1 << identifierBits) - 1);
      if (first) {
        out.write(reference, bits);
      }
      for (int i = from; i < end; i++) {
        out.write(samples[i], bits);
      }
    } else {
      head(choice + 1);
      reference(b, reference);
      for (int i = from; i < end; i++) {
        out.unary((int) (samples[i] >>> choice));
      }
      for (int i = from; i < end; i++) {
        out.write(samples[i], choice);
      }
    }
  }

  /** The second extension codes two samples at once; worth it only where they are very small. */
  private long pairsCost(long[] samples, int from, int end) {
    long cost = 0;
    for (int i = end - 2; i >= from - 1 && i >= 0; i -= 2) {
      long sum = i < from ? samples[i + 1] : samples[i] + samples[i + 1];
      if (sum > 11) {
        return Long.MAX_VALUE / 2;
      }
      cost += sum * (sum + 1) / 2 + samples[i + 1] + 1;
    }
    return cost;
  }

  /** A reference sample, which is 0 here, takes part in the first pair. */
  private void pairs(long[] samples, int from, int end) {
    for (int i = from; i < end; i += 2) {
      long sum = samples[i] + samples[i + 1];
      out.unary((int) (sum * (sum + 1) / 2 + samples[i + 1]));
    }
  }
}
