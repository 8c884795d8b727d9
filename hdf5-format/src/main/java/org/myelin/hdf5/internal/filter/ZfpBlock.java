package org.myelin.hdf5.internal.filter;

import java.util.HexFormat;
import org.myelin.hdf5.spi.FilterException;

/**
 * Decodes blocks of 4 numbers along each dimension: bit planes of coefficients in negabinary, a
 * transform along each dimension, and for floating point a common exponent. Not safe for threads.
 */
final class ZfpBlock {
  /** Where each coefficient lies in its block, in the order of their degrees; by dimensions. */
  private static final byte[][] ORDER = {
    HexFormat.of().parseHex("00010203"),
    HexFormat.of().parseHex("0001040502080609030c0a070d0b0e0f"),
    HexFormat.of()
        .parseHex(
            "0001041014110502082015061218092124030c3016192528220a07131c0d3134"
                + "29261a171d350b232c0e32382a1b272d1e36393c330f2b2e3a3d371f3e3b2f3f"),
    HexFormat.of()
        .parseHex(
            "00010410400550114441140208208054514515061242184809602124818490030c30c0555246164919582564"
                + "619491850aa0228882280713431c4c0d703134c1c4d056596595a189298626a41a989268624a5347174d"
                + "1d5c357471d4d1c50b23832c8c0eb03238c2c8e05aa566999669a8a28a2a575d75d51b4b632787936c2d"
                + "8d9c1e4eb1b436727839c6d2d8c9e1e40ff033ccc33ca9a69a6a5b67976d9d5eb57679d6d9e5a38b2b8e"
                + "2eac3ab8b2e8e2caf1cd3dc737f41fdcd37c734faaa79b6b9e6ead7ab9b6e9e6da5ff577ddd77df2ce3e"
                + "cb3bf82fece3bcb38fabaebaeaf6de7edb7bf96fede7bdb79ffcf3cf3faffabbeeebbefdf7df7ffefbef"
                + "bfff"),
  };

  private final ZfpHeader head;
  private final LowBitInput in;
  private final int dimensions;
  private final boolean narrow;
  private final byte[] order;
  private final long[] coefficients;
  private final long[] values;

  ZfpBlock(ZfpHeader head, LowBitInput in) {
    this.head = head;
    this.in = in;
    this.dimensions = head.lengths().length;
    this.narrow = head.size() == 4;
    this.order = ORDER[dimensions - 1];
    this.coefficients = new long[order.length];
    this.values = new long[order.length];
  }

  /** The next block's numbers, or the bits of its floating-point numbers. Used again. */
  long[] next() {
    if (!head.real()) {
      integers(0, head.maxPrecision());
      return values;
    }
    int used = 1;
    if (in.bit() == 0) {
      java.util.Arrays.fill(values, 0);
      in.skip(Math.max(0, head.minBits() - used));
      return values;
    }
    if (head.reversible()) {
      used++;
      if (in.bit() == 1) {
        integers(used, head.maxPrecision());
        reinterpret();
        return values;
      }
    }
    int bits = narrow ? 8 : 11;
    int bias = (1 << bits - 1) - 1;
    int exponent = (int) in.read(bits) - bias;
    int planes = Math.max(0, exponent - head.minExponent() + 2 * dimensions + 2);
    integers(used + bits, Math.min(head.maxPrecision(), planes));
    scale(exponent, head.reversible() && exponent == -bias);
    return values;
  }

  /** A block of integers; {@code before}: bits of the block that were read already. */
  private void integers(int before, int planes) {
    int used = before;
    int most = planes;
    if (head.reversible()) {
      int bits = narrow ? 5 : 6;
      most = (int) in.read(bits) + 1;
      used += bits;
    }
    if (used > head.maxBits()) {
      throw new FilterException(
          "zfp: a block's head of " + used + " bits in blocks of " + head.maxBits());
    }
    used += planes(head.maxBits() - used, most);
    in.skip(Math.max(0, head.minBits() - used));
    for (int i = 0; i < order.length; i++) {
      values[order[i] & 0xff] = fromNegabinary(coefficients[i]);
    }
    for (int step = order.length / 4; step > 0; step /= 4) {
      for (int i = 0; i < order.length; i++) {
        if (i / step % 4 == 0) {
          transform(i, step);
        }
      }
    }
  }

  /**
   * Bit planes from the highest on: a plane has a bit for each coefficient that was met in one
   * above, then runs of zeros up to each new one.
   *
   * @return bits read
   */
  private int planes(int budget, int most) {
    java.util.Arrays.fill(coefficients, 0);
    int width = 8 * head.size();
    int lowest = Math.max(0, width - most);
    int size = order.length;
    int left = budget;
    int met = 0;
    for (int plane = width - 1; left > 0 && plane >= lowest; plane--) {
      int known = Math.min(met, left);
      for (int i = 0; i < known; i++) {
        coefficients[i] |= (long) in.bit() << plane;
      }
      left -= known;
      while (met < size && left > 0) {
        left--;
        if (in.bit() == 0) {
          break;
        }
        while (met < size - 1 && left > 0) {
          left--;
          if (in.bit() == 1) {
            break;
          }
          met++;
        }
        coefficients[met++] |= 1L << plane;
      }
    }
    return budget - left;
  }

  private long fromNegabinary(long v) {
    return narrow
        ? ((int) v ^ 0xaaaaaaaa) - 0xaaaaaaaa
        : (v ^ 0xaaaaaaaaaaaaaaaaL) - 0xaaaaaaaaaaaaaaaaL;
  }

  private void transform(int at, int step) {
    if (head.reversible()) {
      sum(at, step);
    } else {
      lift(at, step);
    }
  }

  /** The inverse of three differences. */
  private void sum(int at, int step) {
    long x = values[at];
    long y = values[at + step];
    long z = values[at + 2 * step];
    long w = values[at + 3 * step];
    values[at + step] = fit(x + y);
    values[at + 2 * step] = fit(x + 2 * y + z);
    values[at + 3 * step] = fit(x + 3 * y + 3 * z + w);
  }

  /** The inverse of the near-orthogonal transform, in steps that cut as the writer's did. */
  private void lift(int at, int step) {
    long x = values[at];
    long y = values[at + step];
    long z = values[at + 2 * step];
    long w = values[at + 3 * step];
    y = fit(y + (w >> 1));
    w = fit(w - (y >> 1));
    y = fit(y + w);
    w = fit(2 * w - y);
    z = fit(z + x);
    x = fit(2 * x - z);
    y = fit(y + z);
    z = fit(2 * z - y);
    w = fit(w + x);
    x = fit(2 * x - w);
    values[at] = x;
    values[at + step] = y;
    values[at + 2 * step] = z;
    values[at + 3 * step] = w;
  }

  private long fit(long v) {
    return narrow ? (int) v : v;
  }

  private void scale(int exponent, boolean zero) {
    if (narrow) {
      float unit = Math.scalb(1f, exponent - 30);
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.floatToRawIntBits(zero ? 0 : unit * (int) values[i]);
      }
    } else {
      double unit = Math.scalb(1d, exponent - 62);
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.doubleToRawLongBits(zero ? 0 : unit * values[i]);
      }
    }
  }

  /** Two's complement to sign and magnitude, which are the floating-point number's bits. */
  private void reinterpret() {
    long mask = narrow ? 0x7fffffff : Long.MAX_VALUE;
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        values[i] ^= mask;
      }
    }
  }
}
