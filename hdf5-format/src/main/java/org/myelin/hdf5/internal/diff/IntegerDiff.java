package org.myelin.hdf5.internal.diff;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.internal.dump.CanonicalNumber;

/**
 * Integers, compared in the arithmetic of the C type that both fit: distances wrap around, since
 * h5diff's do.
 */
final class IntegerDiff implements ElementDiff {
  private final DiffOptions options;
  private final CanonicalNumber first;
  private final CanonicalNumber second;
  private final int size;
  private final boolean signed;

  /**
   * @param inside whether the numbers are inside of other elements; h5diff takes other unsigned
   *     numbers of four bytes for signed ones
   */
  IntegerDiff(DiffOptions options, FixedPointType first, FixedPointType second, boolean inside) {
    this.options = options;
    this.first = CanonicalNumber.of(first);
    this.second = CanonicalNumber.of(second);
    int widest = Math.max(first.size(), second.size());
    this.size = widest <= 1 ? 1 : widest <= 2 ? 2 : widest <= 4 ? 4 : 8;
    this.signed = first.signed() || size == 4 && !inside;
  }

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    return compare(whole(first, a, a1), whole(second, b, b1), place, element);
  }

  private static long whole(CanonicalNumber n, ByteBuffer b, int at) {
    if (n.size() > 8) {
      BigInteger v = n.value(b, at);
      BigInteger most = BigInteger.ONE.shiftLeft(n.signed() ? 63 : 64).subtract(BigInteger.ONE);
      return v.min(most).max(n.signed() ? most.not() : BigInteger.ZERO).longValue();
    }
    return n.bits(b, at);
  }

  private long compare(long stored1, long stored2, Place place, long element) {
    long x = fitted(stored1, signed);
    long y = fitted(stored2, signed);
    if (x == y) {
      return 0;
    }
    long distance = distance(x, y);
    if (options.delta() > 0) {
      if (!(real(distance) > options.delta())) {
        return 0;
      }
    } else if (options.relative() > 0) {
      return relative(x, y, distance, place, element);
    }
    if (place.lists()) {
      place.line(element, false, columns(x, y) + Comparison.padded(text(distance), 15));
    }
    return 1;
  }

  private long relative(long x, long y, long distance, Place place, long element) {
    if (x == 0) {
      if (place.lists()) {
        place.line(element, true, columns(x, y) + last(distance) + "not comparable");
      }
      return 1;
    }
    double part = Math.abs((double) difference(x, y) / real(x));
    if (!(part > options.relative())) {
      return 0;
    }
    if (place.lists()) {
      String shown = Comparison.padded(RealFormat.fixed(part), 14);
      place.line(element, true, columns(x, y) + last(distance) + shown);
    }
    return 1;
  }

  private String columns(long x, long y) {
    return Place.column(text(x), 15) + Place.column(text(y), 15);
  }

  private String last(long distance) {
    return Place.column(text(distance), 15);
  }

  /** In a signed or unsigned number of the common width. */
  private long fitted(long v, boolean withSign) {
    int unused = 64 - 8 * size;
    return withSign ? v << unused >> unused : v << unused >>> unused;
  }

  private long distance(long x, long y) {
    if (!signed) {
      return Long.compareUnsigned(y, x) > 0 ? y - x : x - y;
    }
    long d = difference(y, x);
    return d >= 0 ? d : size == 8 ? -d : (int) -d;
  }

  /** Signed numbers of less than four bytes have the arithmetic of four. */
  private long difference(long from, long to) {
    return signed && size < 8 ? (int) (to - from) : fitted(to - from, true);
  }

  private double real(long v) {
    return signed || v >= 0 ? v : (v >>> 1 | v & 1) * 2.0;
  }

  private String text(long v) {
    return signed ? Long.toString(v) : Long.toUnsignedString(v);
  }
}
