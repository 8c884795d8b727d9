package org.myelin.nwb.internal.dump;

import java.lang.reflect.Array;
import org.myelin.hdf5.FixedPointType;

/**
 * Reaches into Java values as the storage gives them: a boxed value for one element, an array for
 * more.
 */
final class Elements {
  private Elements() {}

  static long count(Object values) {
    return values != null && values.getClass().isArray() ? Array.getLength(values) : 1;
  }

  static Object at(Object values, int index) {
    return values != null && values.getClass().isArray() ? Array.get(values, index) : values;
  }

  /** An integer as a number: unsigned ones come as bits of the same width. */
  static long bits(Number value, FixedPointType type) {
    long bits = value.longValue();
    if (type.signed() || type.size() >= 8) {
      return bits;
    }
    return bits & ((1L << (8 * type.size())) - 1);
  }
}
