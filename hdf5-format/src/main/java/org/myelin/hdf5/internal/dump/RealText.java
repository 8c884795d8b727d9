package org.myelin.hdf5.internal.dump;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's {@code printf} shows them with {@code %g}: six digits, no trailing zeros. */
public final class RealText {
  private static final int DIGITS = 6;
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private RealText() {}

  /** Appends a number with six digits. */
  public static void append(StringBuilder out, double v) {
    if (Double.isNaN(v)) {
      out.append(Double.doubleToRawLongBits(v) < 0 ? "-nan" : "nan");
    } else if (Double.isInfinite(v)) {
      out.append(v < 0 ? "-inf" : "inf");
    } else if (v == 0) {
      out.append(1 / v < 0 ? "-0" : "0");
    } else {
      double magnitude = Math.abs(v);
      out.append(v < 0 ? "-" : "");
      if (!appendShort(out, magnitude)) {
        append(out, new BigDecimal(magnitude));
      }
    }
  }

  /**
   * Numbers between 10^-4 and 10^6, unless they lie so near to the middle of two results that a
   * double cannot tell which is nearer.
   */
  private static boolean appendShort(StringBuilder out, double v) {
    if (v >= 999_999.4 || v < 1e-4) {
      return false;
    }
    if (v == (long) v) {
      out.append((long) v);
      return true;
    }
    int exponent = -4;
    while (exponent < 5 && v * 10_000 >= POWERS[exponent + 5]) {
      exponent++;
    }
    int decimals = DIGITS - 1 - exponent;
    double scaled = v * POWERS[decimals];
    long n = (long) scaled;
    double rest = scaled - n;
    if (Math.abs(rest - 0.5) < 1e-6 || scaled < 100_001 || scaled > 999_998) {
      return false;
    }
    n += rest > 0.5 ? 1 : 0;
    while (decimals > 0 && n % 10 == 0) {
      n /= 10;
      decimals--;
    }
    out.append(n / POWERS[decimals]);
    if (decimals > 0) {
      String fraction = Long.toString(n % POWERS[decimals]);
      out.append('.').append("0".repeat(decimals - fraction.length())).append(fraction);
    }
    return true;
  }

  /** A number above 0. */
  static void append(StringBuilder out, BigDecimal v) {
    append(out, v, DIGITS);
  }

  /** A number above 0 with so many digits at most. */
  public static void append(StringBuilder out, BigDecimal v, int digits) {
    BigDecimal r = v.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = r.precision() - r.scale() - 1;
    r = r.stripTrailingZeros();
    if (exponent >= -4 && exponent < digits) {
      out.append(r.toPlainString());
      return;
    }
    String shown = r.unscaledValue().toString();
    out.append(shown.charAt(0));
    if (shown.length() > 1) {
      out.append('.').append(shown, 1, shown.length());
    }
    out.append(exponent < 0 ? "e-" : "e+");
    int e = Math.abs(exponent);
    out.append(e < 10 ? "0" : "").append(e);
  }

  /** m × 2^power, which may be far outside a double's range. */
  static BigDecimal scaled(BigInteger m, int power) {
    BigDecimal two = BigDecimal.valueOf(2);
    return power >= 0
        ? new BigDecimal(m).multiply(two.pow(power))
        : new BigDecimal(m).divide(two.pow(-power), new MathContext(40, RoundingMode.HALF_EVEN));
  }
}
