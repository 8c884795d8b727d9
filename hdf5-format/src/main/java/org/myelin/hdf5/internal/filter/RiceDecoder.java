package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/**
 * The adaptive entropy code of CCSDS 121.0-B: blocks of samples, each coded in the way that its
 * identifier names, and optionally the distance of each from the one before in place of the sample.
 */
final class RiceDecoder {
  /** The length of a run of zero blocks that stands for "to the end of the segment". */
  private static final int REMAINDER_OF_SEGMENT = 5;

  private static final int BLOCKS_PER_SEGMENT = 64;

  /** The greatest code of a pair of samples in the second extension. */
  private static final int MAX_PAIR = 90;

  /** More than any writer makes: a block that long is stored as it is. */
  private static final int MAX_ZEROS = 1 << 16;

  private final BitInput in;
  private final int bits;
  private final int identifierBits;
  private final int block;
  private final boolean predicted;
  private final int[] samples;
  private int used;

  /**
   * @param bits bits of a sample, 1 to 32
   * @param block samples of a block
   * @param blocks blocks of an interval
   * @param predicted whether an interval is a reference sample and distances
   */
  RiceDecoder(BitInput in, int bits, int block, int blocks, boolean predicted) {
    this.in = in;
    this.bits = bits;
    this.identifierBits = bits > 16 ? 5 : bits > 8 ? 4 : 3;
    this.block = block;
    this.predicted = predicted;
    this.samples = new int[block * blocks];
  }

  /**
   * The next interval, of which at least the first {@code needed} samples are decoded: the last
   * interval of a stream may lack its end. The array is used again.
   */
  int[] interval(int needed) {
    used = 0;
    while (used < needed) {
      block();
    }
    if (predicted) {
      predict(needed);
    }
    return samples;
  }

  private void block() {
    int identifier = (int) in.read(identifierBits);
    boolean reference = predicted && used == 0;
    int end = used + block;
    if (identifier == (1 << identifierBits) - 1) {
      while (used < end) {
        samples[used++] = (int) in.read(bits);
      }
    } else if (identifier == 0) {
      lowEntropy(reference);
    } else {
      reference(reference);
      split(identifier - 1, end);
    }
  }

  private void reference(boolean present) {
    if (present) {
      samples[used++] = (int) in.read(bits);
    }
  }

  private void split(int low, int end) {
    for (int i = used; i < end; i++) {
      samples[i] = in.zeros(MAX_ZEROS) << low;
    }
    while (used < end) {
      samples[used++] += (int) in.read(low);
    }
  }

  private void lowEntropy(boolean reference) {
    boolean pairs = in.read(1) == 1;
    int from = used;
    reference(reference);
    if (pairs) {
      secondExtension(from + block);
    } else {
      zeroBlocks(from);
    }
  }

  private void secondExtension(int end) {
    while (used < end) {
      int code = in.zeros(MAX_PAIR);
      // the codes of pairs with sum s are s (s + 1) / 2 and the s after it
      int sum = ((int) Math.sqrt(8 * code + 1) - 1) / 2;
      int second = code - sum * (sum + 1) / 2;
      // where the first of a pair is the reference, only the second comes from the code
      if ((used & 1) == 0) {
        samples[used++] = sum - second;
      }
      if (used < end) {
        samples[used++] = second;
      }
    }
  }

  private void zeroBlocks(int from) {
    int before = from / block;
    int run = in.zeros(MAX_ZEROS) + 1;
    if (run == REMAINDER_OF_SEGMENT) {
      run = BLOCKS_PER_SEGMENT - before % BLOCKS_PER_SEGMENT;
      run = Math.min(run, samples.length / block - before);
    } else if (run > REMAINDER_OF_SEGMENT) {
      run--;
    }
    int end = (before + run) * block;
    if (end > samples.length) {
      throw new FilterException(
          "szip: a run of %d zero blocks after %d of %d"
              .formatted(run, before, samples.length / block));
    }
    java.util.Arrays.fill(samples, used, end, 0);
    used = end;
  }

  /** Undoes the nearest neighbour prediction: even distances go up, odd ones down. */
  private void predict(int needed) {
    int greatest = bits == 32 ? -1 : (1 << bits) - 1;
    int middle = greatest >>> 1;
    int last = samples[0];
    for (int i = 1; i < needed; i++) {
      int d = samples[i];
      boolean upper = Integer.compareUnsigned(last, middle) > 0;
      int room = upper ? greatest - last : last;
      if (Integer.compareUnsigned((d >>> 1) + (d & 1), room) <= 0) {
        last += d >>> 1 ^ -(d & 1);
      } else {
        // farther than the nearer bound: only one direction is left, and d counts in it
        last = upper ? greatest - d : d;
      }
      last &= greatest;
      samples[i] = last;
    }
  }
}
