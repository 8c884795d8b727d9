package org.myelin.hdf5.internal.dump;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.internal.dataset.NumberFormat;

/** Stored numbers as text, as they are after conversion to a C type of at least their size. */
final class DdlNumbers {
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final BigInteger MAX_SIGNED = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN_SIGNED = BigInteger.valueOf(Long.MIN_VALUE);

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
    LongReal r = LongReal.of(t, v);
    out.append(r.negative() ? "-" : "");
    if (r.magnitude() == null) {
      out.append(r.nan() ? "nan" : "inf");
    } else if (r.magnitude().signum() == 0) {
      out.append('0');
    } else {
      RealText.append(out, r.magnitude());
    }
  }
}
