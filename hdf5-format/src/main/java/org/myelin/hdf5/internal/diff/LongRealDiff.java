package org.myelin.hdf5.internal.diff;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.internal.dump.CanonicalNumber;
import org.myelin.hdf5.internal.dump.LongReal;
import org.myelin.hdf5.internal.dump.RealText;

/** Floating-point numbers that a double does not hold: long doubles and layouts of other kinds. */
final class LongRealDiff implements ElementDiff {
  /** The smallest step above 1 of a long double. */
  private static final BigDecimal EPSILON = new BigDecimal(Math.scalb(1d, -63));

  private final DiffOptions options;
  private final FloatingPointType first;
  private final FloatingPointType second;

  LongRealDiff(DiffOptions options, FloatingPointType first, FloatingPointType second) {
    this.options = options;
    this.first = first;
    this.second = second;
  }

  private static LongReal read(FloatingPointType t, ByteBuffer b, int at) {
    return LongReal.of(t, CanonicalNumber.of(t).value(b, at));
  }

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    LongReal x = read(first, a, a1);
    LongReal y = read(second, b, b1);
    if (x.equals(y) || x.nan() && y.nan() && options.nanEqual()) {
      return 0;
    }
    if (!x.isFinite() || !y.isFinite()) {
      // a double knows as much of these
      return RealDiff.doubles(options).compare(x.asDouble(), y.asDouble(), place, element);
    }
    BigDecimal distance = x.value().subtract(y.value()).abs();
    if (options.relative() > 0) {
      return relative(x, y, distance, place, element);
    }
    boolean differ =
        options.delta() > 0
            ? distance.compareTo(new BigDecimal(options.delta())) > 0
            : !options.systemEpsilon() || distance.compareTo(EPSILON) >= 0;
    if (differ) {
      place.line(element, false, columns(x, y, distance, 6));
    }
    return differ ? 1 : 0;
  }

  private long relative(LongReal x, LongReal y, BigDecimal d, Place place, long element) {
    if (x.magnitude().signum() == 0) {
      if (y.magnitude().signum() == 0) {
        return 0;
      }
      place.line(element, true, columns(x, y, d, 10) + " not comparable");
      return 1;
    }
    BigDecimal part = d.divide(x.magnitude(), MathContext.DECIMAL64);
    if (part.compareTo(new BigDecimal(options.relative())) <= 0) {
      return 0;
    }
    place.line(
        element, true, columns(x, y, d, 10) + " " + Comparison.padded(text(false, part, 10), 14));
    return 1;
  }

  private static String columns(LongReal x, LongReal y, BigDecimal distance, int digits) {
    return Place.column(text(x.negative(), x.magnitude(), digits), 15)
        + Place.column(text(y.negative(), y.magnitude(), digits), 15)
        + Comparison.padded(text(false, distance, digits), 15);
  }

  private static String text(boolean negative, BigDecimal magnitude, int digits) {
    StringBuilder s = new StringBuilder(negative ? "-" : "");
    if (magnitude.signum() == 0) {
      s.append('0');
    } else {
      RealText.append(s, magnitude, digits);
    }
    return s.toString();
  }
}
