package org.myelin.hdf5.internal.dataset;

/** IEEE half precision, which Java 17 has no conversion for. */
final class Half {
  private Half() {}

  static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    if (exponent == 0) {
      float tiny = mantissa * 0x1p-24f;
      return sign == 0 ? tiny : -tiny;
    }
    int e = exponent == 31 ? 255 : exponent + 112;
    return Float.intBitsToFloat(sign | e << 23 | mantissa << 13);
  }

  /** Rounds to the nearest, ties to even. */
  static short fromFloat(float v) {
    int bits = Float.floatToIntBits(v);
    int sign = bits >>> 16 & 0x8000;
    float a = Math.abs(v);
    if (Float.isNaN(v)) {
      return (short) (sign | 0x7e00);
    }
    if (a >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (a < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(a * 0x1p24));
    }
    int magnitude = bits & 0x7fffffff;
    int rounded = magnitude + 0xfff + (magnitude >> 13 & 1);
    return (short) (sign | rounded - (112 << 23) >> 13);
  }
}
