package org.myelin.hdf5.internal.dump;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.FloatingPointType.Normalization;

/**
 * A floating-point number of any layout, within the range of a long double.
 *
 * @param nan whether it is none
 * @param magnitude without its sign; null for infinity and what is not a number
 */
public record LongReal(boolean negative, boolean nan, BigDecimal magnitude) {
  /** Largest power of two of a long double, and some more for its subnormal numbers. */
  private static final int MAX_POWER = 16_500;

  /** The number of these bits, bit 0 the lowest of its lowest byte. */
  public static LongReal of(FloatingPointType t, BigInteger v) {
    int bits = t.mantissaSize();
    BigInteger m = field(v, t.mantissaLocation(), bits);
    BigInteger e = field(v, t.exponentLocation(), t.exponentSize());
    boolean implied = t.normalization() == Normalization.IMPLIED;
    boolean negative = v.testBit(t.signLocation());
    if (e.bitCount() == t.exponentSize() && t.exponentSize() > 0) {
      BigInteger fraction = implied || bits == 0 ? m : m.clearBit(bits - 1);
      return new LongReal(negative, fraction.signum() != 0, null);
    }
    BigInteger power =
        e.subtract(BigInteger.valueOf(t.exponentBias())).add(BigInteger.valueOf(1L - bits));
    if (implied && e.signum() != 0) {
      m = m.setBit(bits);
      power = power.subtract(BigInteger.ONE);
    }
    if (m.signum() == 0 || power.compareTo(BigInteger.valueOf(-2L * MAX_POWER)) < 0) {
      return new LongReal(negative, false, BigDecimal.ZERO);
    }
    return power.compareTo(BigInteger.valueOf(MAX_POWER)) > 0
        ? new LongReal(negative, false, null)
        : new LongReal(negative, false, RealText.scaled(m, power.intValue()));
  }

  private static BigInteger field(BigInteger v, int at, int count) {
    return v.shiftRight(at).and(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE));
  }

  /** The number with its sign; only if it is finite. */
  public BigDecimal value() {
    return negative ? magnitude.negate() : magnitude;
  }

  /** Whether it is finite. */
  public boolean isFinite() {
    return magnitude != null;
  }

  /** The nearest double. */
  public double asDouble() {
    if (nan) {
      return Double.longBitsToDouble(negative ? 0xfff8000000000000L : 0x7ff8000000000000L);
    }
    double v = isFinite() ? magnitude.doubleValue() : Double.POSITIVE_INFINITY;
    return negative ? -v : v;
  }
}
