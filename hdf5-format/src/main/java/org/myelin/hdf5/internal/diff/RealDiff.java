package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.internal.dataset.NumberFormat;
import org.myelin.hdf5.internal.dump.CanonicalNumber;

/** Floating-point numbers of at most eight bytes. */
final class RealDiff implements ElementDiff {
  private static final double FLOAT_EPSILON = Math.ulp(1f);
  private static final double DOUBLE_EPSILON = Math.ulp(1d);

  private final DiffOptions options;
  private final Side first;
  private final Side second;
  private final boolean narrow;
  private final boolean bytesFirst;

  /** Numbers of one of the two types. */
  private record Side(NumberFormat format, CanonicalNumber number, int sign) {
    static Side of(FloatingPointType t) {
      return new Side(NumberFormat.of(t), CanonicalNumber.of(t), t.signLocation());
    }

    double value(ByteBuffer b, int at) {
      double v = format.asDouble(b, at);
      // conversion may lose the sign, which is printed
      return Double.isNaN(v) ? nan(number.value(b, at).testBit(sign)) : v;
    }
  }

  private RealDiff(
      DiffOptions options, FloatingPointType first, FloatingPointType second, boolean inside) {
    this.options = options;
    this.first = Side.of(first);
    this.second = Side.of(second);
    this.narrow = first.size() <= 4 && second.size() <= 4;
    this.bytesFirst = inside && first.equals(second);
  }

  private RealDiff(DiffOptions options) {
    this.options = options;
    this.first = null;
    this.second = null;
    this.narrow = false;
    this.bytesFirst = false;
  }

  /** For {@link #compare} only. */
  static RealDiff doubles(DiffOptions options) {
    return new RealDiff(options);
  }

  /**
   * For two types; null where a value of theirs is not a double.
   *
   * @param inside whether the numbers are inside of other elements, where h5diff looks at bytes
   *     first
   */
  static ElementDiff of(
      DiffOptions options, FloatingPointType first, FloatingPointType second, boolean inside) {
    RealDiff d = new RealDiff(options, first, second, inside);
    return d.first.format == null || d.second.format == null ? null : d;
  }

  static double nan(boolean negative) {
    return Double.longBitsToDouble(negative ? 0xfff8000000000000L : 0x7ff8000000000000L);
  }

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    ByteBuffer x = first.format.view(a);
    ByteBuffer y = second.format.view(b);
    return compare(first.value(x, a1), second.value(y, b1), place, element);
  }

  long compare(double x, double y, Place place, long element) {
    boolean sameBits = Double.doubleToRawLongBits(x) == Double.doubleToRawLongBits(y);
    if (bytesFirst && sameBits) {
      return 0;
    }
    int nans = (Double.isNaN(x) ? 1 : 0) + (Double.isNaN(y) ? 1 : 0);
    if (options.nanEqual() && nans == 2) {
      return 0;
    }
    boolean differ = options.nanEqual() && nans == 1;
    double distance = positive(narrow ? (float) x - (float) y : x - y);
    if (!differ && options.relative() > 0) {
      return relative(x, y, distance, place, element);
    }
    if (!differ) {
      differ = differ(sameBits, distance);
    }
    if (differ && place.lists()) {
      place.line(element, false, columns(x, y, distance(x, y, distance), false));
    }
    return differ ? 1 : 0;
  }

  /** Not what {@code Math.abs} does: h5diff shows how 0 was reached. */
  private static double positive(double v) {
    return v >= 0 ? v : -v;
  }

  private boolean differ(boolean sameBits, double distance) {
    if (options.delta() > 0) {
      return distance > options.delta();
    }
    return options.systemEpsilon()
        ? !(distance < (narrow ? FLOAT_EPSILON : DOUBLE_EPSILON))
        : !sameBits;
  }

  private long relative(double x, double y, double distance, Place place, long element) {
    boolean zero1 = Math.abs(x) < DOUBLE_EPSILON;
    boolean zero2 = Math.abs(y) < DOUBLE_EPSILON;
    if (zero1 && !zero2) {
      if (place.lists()) {
        place.line(element, true, columns(x, y, distance, true) + " not comparable");
      }
      return 1;
    }
    double part = zero1 ? -1 : Math.abs((narrow ? (float) y - (float) x : y - x) / x);
    if (!(part > options.relative())) {
      return 0;
    }
    if (place.lists()) {
      double shown = positive(narrow ? 1 - (float) y / (float) x : 1 - y / x);
      String last = " " + Comparison.padded(RealFormat.general(shown, true), 14);
      place.line(element, true, columns(x, y, distance, true) + last);
    }
    return 1;
  }

  private static String columns(double x, double y, double distance, boolean precise) {
    return Place.column(RealFormat.general(x, precise), 15)
        + Place.column(RealFormat.general(y, precise), 15)
        + Comparison.padded(RealFormat.general(distance, precise), 15);
  }

  /** A distance that is no number has the sign opposite to that of what made it so. */
  private static double distance(double x, double y, double distance) {
    if (!Double.isNaN(distance)) {
      return distance;
    }
    double cause = Double.isNaN(x) ? x : y;
    return nan(Double.isNaN(cause) && Double.doubleToRawLongBits(cause) >= 0);
  }
}
