package org.myelin.hdf5.internal.diff;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.myelin.hdf5.internal.dump.RealText;

/** Floating-point numbers as C's {@code printf} shows them. */
final class RealFormat {
  private RealFormat() {}

  /** With {@code %g}, or {@code %.10g} where relative differences are shown too. */
  static String general(double v, boolean precise) {
    StringBuilder s = new StringBuilder();
    if (!precise || Double.isNaN(v) || Double.isInfinite(v) || v == 0) {
      RealText.append(s, v);
    } else {
      s.append(v < 0 ? "-" : "");
      RealText.append(s, new BigDecimal(Math.abs(v)), 10);
    }
    return s.toString();
  }

  /** With {@code %f}. */
  static String fixed(double v) {
    return Double.isNaN(v) || Double.isInfinite(v)
        ? general(v, false)
        : new BigDecimal(v).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }
}
