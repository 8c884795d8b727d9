package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Packs a chunk as libhdf5's scale-offset filter does: the least value, and the distance of each
 * from it in as few bits as the greatest needs; the fill value, if there is one, as all bits set.
 */
final class ScaleOffsetEncoder {
  private static final int HEAD = 21;

  private final ScaleOffsetParameters p;
  private final long[] raw;
  private final int width;

  /** Bits of each packed value, and the bits of the least value. */
  private int bits;

  private long minimum;

  private ScaleOffsetEncoder(ScaleOffsetParameters p, long[] raw) {
    this.p = p;
    this.raw = raw;
    this.width = 8 * p.size();
  }

  static ByteBuffer encode(ByteBuffer chunk, ScaleOffsetParameters p) {
    ByteBuffer in = chunk.duplicate().order(p.order());
    long[] raw = new long[(int) p.count()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] =
          switch (p.size()) {
            case 1 -> in.get();
            case 2 -> in.getShort();
            case 4 -> in.getInt();
            default -> in.getLong();
          };
    }
    ScaleOffsetEncoder e = new ScaleOffsetEncoder(p, raw);
    if (p.floating()) {
      e.scale();
    } else {
      e.offset();
    }
    return e.pack();
  }

  private ByteBuffer pack() {
    BitOutput out = new BitOutput(HEAD, (int) (raw.length * (long) bits / 8) + 1);
    ByteBuffer.wrap(out.bytes())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bits)
        .put((byte) Long.BYTES)
        .putLong(minimum);
    for (long v : raw) {
      if (bits == width) {
        // whole elements, least significant byte first whatever the dataset's byte order
        for (int b = 0; b < width; b += 8) {
          out.write(v >>> b, 8);
        }
      } else {
        out.writeLong(v, bits);
      }
    }
    out.align();
    int length = HEAD + (int) (raw.length * (long) bits / 8) + 1;
    return ByteBuffer.wrap(out.bytes(), 0, length).slice();
  }

  /** Bits for so many different values. */
  private static int log2(long values) {
    return 64 - Long.numberOfLeadingZeros(values - 1);
  }

  // ---- integers

  private boolean isFill(long v) {
    return p.fillDefined() && (v ^ p.fill()) << 64 - width == 0;
  }

  /** The value in 64 bits; a comparison of unsigned ones flips the highest. */
  private long whole(long v) {
    int cut = 64 - width;
    return p.signed() ? v << cut >> cut : v << cut >>> cut;
  }

  private void offset() {
    long flip = p.signed() ? 0 : Long.MIN_VALUE;
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    boolean any = false;
    for (int i = 0; i < raw.length; i++) {
      if (!isFill(raw[i])) {
        long v = whole(raw[i]) ^ flip;
        least = Math.min(least, v);
        most = Math.max(most, v);
        any = true;
      }
    }
    least = any ? least ^ flip : 0;
    most = any ? most ^ flip : 0;
    bits = p.factor();
    if (bits == 0) {
      long difference = most - least;
      // all values of the type: nothing to gain, and no value is free for the fill value
      long all = width == 64 ? -1L : (1L << width) - 1;
      if (Long.compareUnsigned(difference, all - 2) > 0) {
        bits = width;
        return;
      }
      bits = log2(difference + (p.fillDefined() ? 2 : 1));
    }
    minimum = least;
    if (bits < width) {
      for (int i = 0; i < raw.length; i++) {
        raw[i] = isFill(raw[i]) ? -1L : raw[i] - least;
      }
    }
  }

  // ---- floating point

  private double value(long v) {
    return p.size() == 4 ? Float.intBitsToFloat((int) v) : Double.longBitsToDouble(v);
  }

  private void scale() {
    double fill = value(p.fill());
    double near = Math.pow(10, -p.factor());
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    boolean finite = true;
    for (long r : raw) {
      double v = value(r);
      finite &= Double.isFinite(v);
      if (!(p.fillDefined() && Math.abs(v - fill) < near)) {
        least = Math.min(least, v);
        most = Math.max(most, v);
      }
    }
    if (least > most) {
      least = 0;
      most = 0;
    }
    double scaled = distance(most, least);
    // what no number of bits can hold is stored as it is; so is a chunk with NaN or infinity,
    // which libhdf5 would turn into numbers
    if (!finite || !(scaled <= Math.pow(2, width - 2))) {
      bits = width;
      return;
    }
    bits = log2(Math.round(scaled) + (p.fillDefined() ? 2 : 1));
    minimum =
        p.size() == 4 ? Float.floatToRawIntBits((float) least) : Double.doubleToRawLongBits(least);
    if (p.size() == 4) {
      minimum &= 0xffffffffL;
    }
    if (bits < width) {
      for (int i = 0; i < raw.length; i++) {
        double v = value(raw[i]);
        boolean isFill = p.fillDefined() && Math.abs(v - fill) < near;
        raw[i] = isFill ? -1L : Math.round(distance(v, least));
      }
    }
  }

  /** Scaled in the precision of the type, as libhdf5 does it. */
  private double distance(double v, double least) {
    if (p.size() == 4) {
      float scale = (float) Math.pow(10, p.factor());
      return (float) v * scale - (float) least * scale;
    }
    double scale = Math.pow(10, p.factor());
    return v * scale - least * scale;
  }
}
