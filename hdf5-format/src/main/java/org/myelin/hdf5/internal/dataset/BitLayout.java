package org.myelin.hdf5.internal.dataset;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.FloatingPointType.Normalization;
import org.myelin.hdf5.TimeType;

/**
 * Numbers whose bits lie anywhere in any number of bytes of any order: integers with offset and
 * precision, bit fields, times, and floating point of any layout (format specification, "Class
 * specific information for fixed-point and floating-point numbers"). Bits are counted from the
 * least significant one.
 *
 * @param size bytes
 * @param offset first bit of an integer
 * @param precision bits of an integer
 * @param real layout of a floating-point number; null for an integer
 */
record BitLayout(
    int size, Endianness order, int offset, int precision, boolean signed, FloatingPointType real) {
  /** More bytes than any number has; bounds the work that one element can ask for. */
  private static final int MAX_SIZE = 1024;

  /** What {@link #width} says of numbers that no Java primitive holds. */
  private static final int BIG = 16;

  /** The layout of a number type, or null where the type has none that makes sense. */
  static BitLayout of(Datatype type) {
    BitLayout l = null;
    if (type instanceof FixedPointType t) {
      l = new BitLayout(t.size(), t.order(), t.bitOffset(), t.precision(), t.signed(), null);
    } else if (type instanceof BitFieldType t) {
      l = new BitLayout(t.size(), t.order(), t.bitOffset(), t.precision(), false, null);
    } else if (type instanceof TimeType t) {
      l = new BitLayout(t.size(), t.order(), 0, t.precision(), false, null);
    } else if (type instanceof FloatingPointType t) {
      l = new BitLayout(t.size(), t.order(), t.bitOffset(), t.precision(), true, t);
    }
    return l != null && l.fits() ? l : null;
  }

  private boolean fits() {
    return size >= 1
        && size <= MAX_SIZE
        && (order != Endianness.VAX || size % 2 == 0)
        && within(offset, precision)
        && precision > 0
        && (real == null
            || within(real.signLocation(), 1)
                && within(real.exponentLocation(), real.exponentSize())
                && real.exponentSize() <= 31
                && within(real.mantissaLocation(), real.mantissaSize()));
  }

  private boolean within(int at, int bits) {
    return at >= 0 && bits >= 0 && at <= 8 * size - bits;
  }

  /** Bytes of the Java number that holds every value, or comes nearest. */
  int width() {
    if (real != null) {
      return real.exponentSize() <= 8 && real.mantissaSize() <= 23 ? 4 : 8;
    }
    return size <= 2 ? size : size <= 4 ? 4 : size <= 8 ? 8 : BIG;
  }

  /** The whole number; its low 64 bits where it has more. */
  long bits(ByteBuffer b, int at) {
    long v = field(b, at, offset, Math.min(precision, 64));
    return signed && precision < 64 ? v << 64 - precision >> 64 - precision : v;
  }

  /** The whole number. */
  BigInteger integer(ByteBuffer b, int at) {
    BigInteger v = wide(b, at, offset, precision);
    return signed && v.testBit(precision - 1) ? v.subtract(BigInteger.ONE.shiftLeft(precision)) : v;
  }

  /** The number as a long: clipped, a fraction cut off. */
  long asLong(ByteBuffer b, int at) {
    if (real != null) {
      return (long) asDouble(b, at);
    }
    if (precision > 64) {
      BigInteger v = integer(b, at);
      return v.bitLength() < 64 ? v.longValue() : v.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    long v = bits(b, at);
    return !signed && v < 0 ? Long.MAX_VALUE : v;
  }

  /** The number as a double, rounded to the nearest. */
  double asDouble(ByteBuffer b, int at) {
    if (real == null) {
      return precision < 64 ? bits(b, at) : integer(b, at).doubleValue();
    }
    return real(b, at, false);
  }

  /** The number as a float, rounded to the nearest once. */
  float asFloat(ByteBuffer b, int at) {
    if (real == null) {
      return precision < 64 ? bits(b, at) : integer(b, at).floatValue();
    }
    return NumberFormat.toFloat(real(b, at, true));
  }

  /**
   * @param sticky whether to keep, in place of rounding, a last bit that says there was more; the
   *     caller rounds to fewer bits
   */
  private double real(ByteBuffer b, int at, boolean sticky) {
    long exponent = field(b, at, real.exponentLocation(), real.exponentSize());
    double magnitude = magnitude(b, at, exponent, sticky);
    return field(b, at, real.signLocation(), 1) == 0 ? magnitude : -magnitude;
  }

  /**
   * All bits set in the exponent are infinity or no number, none set a subnormal number: libhdf5
   * has it so for every layout, VAX too.
   */
  private double magnitude(ByteBuffer b, int at, long exponent, boolean sticky) {
    int bits = real.mantissaSize();
    boolean implied = real.normalization() == Normalization.IMPLIED;
    if (exponent == (1L << real.exponentSize()) - 1) {
      // where the leading bit is stored, infinity has it set
      int fraction = implied ? bits : Math.max(0, bits - 1);
      return wide(b, at, real.mantissaLocation(), fraction).signum() == 0
          ? Double.POSITIVE_INFINITY
          : Double.NaN;
    }
    boolean leading = implied && exponent != 0;
    long power = exponent - real.exponentBias() + 1 - bits - (leading ? 1 : 0);
    if (bits <= 52) {
      long mantissa = field(b, at, real.mantissaLocation(), bits);
      return scaled(leading ? mantissa | 1L << bits : mantissa, power);
    }
    BigInteger mantissa = wide(b, at, real.mantissaLocation(), bits);
    if (leading) {
      mantissa = mantissa.setBit(bits);
    }
    int excess = Math.max(0, mantissa.bitLength() - (sticky ? 53 : 62));
    long top = mantissa.shiftRight(excess).longValue();
    if (excess > 0 && mantissa.getLowestSetBit() < excess) {
      top |= 1;
    }
    return scaled(top, power + excess);
  }

  /** {@code top} times a power of two, rounded once. */
  private static double scaled(long top, long power) {
    int e = (int) Math.max(-4000, Math.min(4000, power));
    int highest = 63 - Long.numberOfLeadingZeros(top) + e;
    if (highest >= Double.MIN_EXPONENT || top == 0) {
      return Math.scalb((double) top, e);
    }
    // the result is subnormal: leave as many bits as it has, then the scaling is exact
    int cut = Math.min(63, Math.max(0, -1074 - e));
    long kept = top >>> cut;
    long rest = top - (kept << cut);
    long half = cut == 0 ? 0 : 1L << cut - 1;
    if (cut > 0 && (rest > half || rest == half && (kept & 1) == 1)) {
      kept++;
    }
    return Math.scalb((double) kept, e + cut);
  }

  /** Stores a whole number, clipped to what fits; bits around it become zero. */
  void putLong(ByteBuffer b, int at, long v) {
    long w = v;
    if (precision < 64) {
      long top = signed ? (1L << precision - 1) - 1 : (1L << precision) - 1;
      w = Math.max(signed ? -top - 1 : 0, Math.min(v, top));
    } else if (!signed) {
      w = Math.max(0, v);
    }
    BigInteger mask = BigInteger.ONE.shiftLeft(precision).subtract(BigInteger.ONE);
    put(b, at, BigInteger.valueOf(w).and(mask).shiftLeft(offset));
  }

  private void put(ByteBuffer b, int at, BigInteger all) {
    for (int i = 0; i < size; i++) {
      int stored = 0;
      for (int bit = 0; bit < 8; bit++) {
        stored |= all.testBit(8 * i + bit) ? 1 << bit : 0;
      }
      b.put(at + place(i), (byte) stored);
    }
  }

  /**
   * Stores a floating-point number: the nearest, of two equally near ones the even one; what is too
   * large becomes infinite.
   */
  void putReal(ByteBuffer b, int at, double v) {
    boolean negative = Double.doubleToRawLongBits(v) < 0;
    int bits = real.mantissaSize();
    if (Double.isNaN(v)) {
      put(
          b,
          at,
          assembled(false, allOnes(), BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)));
    } else if (Double.isInfinite(v)) {
      putInfinity(b, at, negative);
    } else if (v == 0) {
      put(b, at, assembled(negative, 0, BigInteger.ZERO));
    } else {
      int e = Math.max(Math.getExponent(v), Double.MIN_EXPONENT) - 52;
      putReal(b, at, negative, BigInteger.valueOf((long) Math.scalb(Math.abs(v), -e)), e);
    }
  }

  /** Stores a whole number as a floating-point number. */
  void putReal(ByteBuffer b, int at, long v) {
    if (v == 0) {
      put(b, at, BigInteger.ZERO);
    } else {
      putReal(b, at, v < 0, BigInteger.valueOf(v).abs(), 0);
    }
  }

  /** {@code m} times two to the power of {@code e}. */
  private void putReal(ByteBuffer b, int at, boolean negative, BigInteger m, int e) {
    int bits = real.mantissaSize();
    boolean implied = real.normalization() == Normalization.IMPLIED;
    long exponent = e + m.bitLength() - 1 + real.exponentBias();
    // what the last bit of the mantissa stands for; below exponent 1 it stays the same
    long unit =
        Math.max(exponent, implied ? 1 : 0) - real.exponentBias() + (implied ? 0 : 1) - bits;
    BigInteger mantissa = rounded(m, unit - e);
    if (mantissa.bitLength() > bits + (implied ? 1 : 0)) {
      mantissa = mantissa.shiftRight(1);
      exponent = Math.max(exponent, 0) + 1;
    }
    exponent = Math.max(exponent, 0);
    if (implied && mantissa.bitLength() == bits + 1) {
      mantissa = mantissa.clearBit(bits);
      exponent = Math.max(exponent, 1);
    }
    if (exponent >= allOnes()) {
      putInfinity(b, at, negative);
    } else {
      put(b, at, assembled(negative, exponent, mantissa));
    }
  }

  private static BigInteger rounded(BigInteger m, long shift) {
    if (shift <= 0) {
      return m.shiftLeft((int) -shift);
    }
    if (shift > m.bitLength() + 1L) {
      return BigInteger.ZERO;
    }
    BigInteger kept = m.shiftRight((int) shift);
    boolean up = m.testBit((int) shift - 1) && (m.getLowestSetBit() < shift - 1 || kept.testBit(0));
    return up ? kept.add(BigInteger.ONE) : kept;
  }

  private long allOnes() {
    return (1L << real.exponentSize()) - 1;
  }

  private void putInfinity(ByteBuffer b, int at, boolean negative) {
    // where the leading bit is stored, infinity has it set
    boolean leading = real.normalization() != Normalization.IMPLIED && real.mantissaSize() > 0;
    BigInteger mantissa =
        leading ? BigInteger.ONE.shiftLeft(real.mantissaSize() - 1) : BigInteger.ZERO;
    put(b, at, assembled(negative, allOnes(), mantissa));
  }

  private BigInteger assembled(boolean negative, long exponent, BigInteger mantissa) {
    BigInteger all =
        mantissa
            .shiftLeft(real.mantissaLocation())
            .or(BigInteger.valueOf(exponent).shiftLeft(real.exponentLocation()));
    return negative ? all.setBit(real.signLocation()) : all;
  }

  private BigInteger wide(ByteBuffer b, int at, int from, int count) {
    BigInteger v = BigInteger.ZERO;
    for (int done = 0; done < count; done += 64) {
      long part = field(b, at, from + done, Math.min(64, count - done));
      v = v.or(unsigned(part).shiftLeft(done));
    }
    return v;
  }

  private static BigInteger unsigned(long v) {
    BigInteger x = BigInteger.valueOf(v & Long.MAX_VALUE);
    return v < 0 ? x.setBit(63) : x;
  }

  private long field(ByteBuffer b, int at, int from, int count) {
    long v = 0;
    for (int i = from / 8; count > 0 && 8 * i < from + count; i++) {
      long octet = b.get(at + place(i)) & 0xff;
      int shift = 8 * i - from;
      v |= shift < 0 ? octet >>> -shift : octet << shift;
    }
    return count >= 64 ? v : v & (1L << count) - 1;
  }

  /** Where the byte of this significance lies. */
  private int place(int significance) {
    return switch (order) {
      case LITTLE -> significance;
      case BIG -> size - 1 - significance;
      // 16-bit words, the most significant first, each little endian
      case VAX -> size - 2 - (significance & ~1) + (significance & 1);
    };
  }
}
