package org.myelin.hdf5.internal.dump;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.FloatingPointType.Normalization;
import org.myelin.hdf5.internal.dataset.NumberFormat;

/** Stored numbers as text, as they are after conversion to a C type of at least their size. */
final class DdlNumbers {
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final BigInteger MAX_SIGNED = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN_SIGNED = BigInteger.valueOf(Long.MIN_VALUE);

  /** Largest power of two of a long double, and some more for its subnormal numbers. */
  private static final int MAX_POWER = 16_500;

  private DdlNumbers() {}

  static void append(StringBuilder out, FixedPointType t, ByteBuffer b, int at) {
    if (!t.isPlain() || t.size() > 8 || t.order() == Endianness.VAX) {
      out.append(clipped(t, CanonicalNumber.of(t).value(b, at)));
      return;
    }
    long v = 0;
    int n = t.size();
    boolean little = t.order() == Endianness.LITTLE;
    for (int i = 0; i < n; i++) {
      v = v << 8 | b.get(at + (little ? n - 1 - i : i)) & 0xff;
    }
    if (t.signed()) {
      out.append(v << 64 - 8 * n >> 64 - 8 * n);
    } else if (v >= 0) {
      out.append(v);
    } else {
      out.append(Long.toUnsignedString(v));
    }
  }

  private static BigInteger clipped(FixedPointType t, BigInteger v) {
    return t.signed() ? v.max(MIN_SIGNED).min(MAX_SIGNED) : v.min(MAX_UNSIGNED);
  }

  static void append(StringBuilder out, FloatingPointType t, ByteBuffer b, int at) {
    if (t.size() > 8) {
      appendLong(out, t, CanonicalNumber.of(t).value(b, at));
      return;
    }
    NumberFormat f = NumberFormat.of(t);
    if (f == null) {
      out.append("invalid datatype");
      return;
    }
    double v = f.asDouble(f.view(b), at);
    if (Double.isNaN(v)) {
      boolean negative = CanonicalNumber.of(t).value(b, at).testBit(t.signLocation());
      out.append(negative ? "-nan" : "nan");
    } else {
      RealText.append(out, t.size() <= 4 ? (float) v : v);
    }
  }

  private static void appendLong(StringBuilder out, FloatingPointType t, BigInteger v) {
    int bits = t.mantissaSize();
    BigInteger m = field(v, t.mantissaLocation(), bits);
    BigInteger e = field(v, t.exponentLocation(), t.exponentSize());
    boolean implied = t.normalization() == Normalization.IMPLIED;
    out.append(v.testBit(t.signLocation()) ? "-" : "");
    if (e.bitCount() == t.exponentSize() && t.exponentSize() > 0) {
      BigInteger fraction = implied || bits == 0 ? m : m.clearBit(bits - 1);
      out.append(fraction.signum() == 0 ? "inf" : "nan");
      return;
    }
    BigInteger power =
        e.subtract(BigInteger.valueOf(t.exponentBias())).add(BigInteger.valueOf(1L - bits));
    if (implied && e.signum() != 0) {
      m = m.setBit(bits);
      power = power.subtract(BigInteger.ONE);
    }
    if (m.signum() == 0 || power.compareTo(BigInteger.valueOf(-2L * MAX_POWER)) < 0) {
      out.append('0');
    } else if (power.compareTo(BigInteger.valueOf(MAX_POWER)) > 0) {
      out.append("inf");
    } else {
      BigDecimal magnitude = RealText.scaled(m, power.intValue());
      RealText.append(out, magnitude);
    }
  }

  private static BigInteger field(BigInteger v, int at, int count) {
    return v.shiftRight(at).and(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE));
  }
}
