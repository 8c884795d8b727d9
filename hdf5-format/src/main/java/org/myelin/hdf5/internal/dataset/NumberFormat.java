package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;

/**
 * How one stored number is turned into a Java number and back. Conversions follow libhdf5: what
 * does not fit is clipped to the nearest value that does, a fraction is cut off, NaN becomes 0 as
 * an integer.
 *
 * @param size bytes: 1, 2, 4 or 8, unless the number has a layout of its own
 * @param floating floating point, else integer
 * @param signed for integers
 * @param layout how the number's bits lie, where it is not one that Java has; else null
 */
public record NumberFormat(
    int size, ByteOrder order, boolean floating, boolean signed, BitLayout layout) {
  private NumberFormat(int size, ByteOrder order, boolean floating, boolean signed) {
    this(size, order, floating, signed, null);
  }

  /**
   * The format of a number type (an enumeration counts as its base, bits and times as unsigned), or
   * null for other types.
   */
  public static NumberFormat of(Datatype type) {
    if (type instanceof FixedPointType t
        && t.isPlain()
        && isNative(t.size())
        && t.order() != Endianness.VAX) {
      return new NumberFormat(t.size(), t.order().byteOrder(), false, t.signed());
    }
    if (type instanceof FloatingPointType t && t.isIeee() && isNative(t.size()) && t.size() > 1) {
      return new NumberFormat(t.size(), t.order().byteOrder(), true, true);
    }
    if (type instanceof BitFieldType t
        && t.bitOffset() == 0
        && t.precision() == 8 * t.size()
        && isNative(t.size())) {
      return new NumberFormat(t.size(), t.order().byteOrder(), false, false);
    }
    if (type instanceof EnumerationType t) {
      return of(t.base());
    }
    BitLayout l = BitLayout.of(type);
    return l == null
        ? null
        : new NumberFormat(l.size(), ByteOrder.LITTLE_ENDIAN, l.real() != null, l.signed(), l);
  }

  /** Bytes of the Java number for a value: 1, 2, 4, 8, or 16 for a {@code BigInteger}. */
  int width() {
    return layout == null ? size : layout.width();
  }

  private static boolean isNative(int size) {
    return size == 1 || size == 2 || size == 4 || size == 8;
  }

  /** The buffer in this format's byte order; positions are absolute. */
  public ByteBuffer view(ByteBuffer b) {
    return b.duplicate().clear().order(order);
  }

  /** The bits of an integer, extended to 64 by its sign or by zeros. */
  long bits(ByteBuffer b, int at) {
    if (layout != null) {
      return layout.bits(b, at);
    }
    return switch (size) {
      case 1 -> signed ? b.get(at) : b.get(at) & 0xff;
      case 2 -> signed ? b.getShort(at) : b.getShort(at) & 0xffff;
      case 4 -> signed ? b.getInt(at) : b.getInt(at) & 0xffffffffL;
      default -> b.getLong(at);
    };
  }

  /** The number as a long. */
  long asLong(ByteBuffer b, int at) {
    if (layout != null) {
      return layout.asLong(b, at);
    }
    if (floating) {
      return (long) asDouble(b, at);
    }
    long v = bits(b, at);
    return !signed && v < 0 ? Long.MAX_VALUE : v;
  }

  /** The number as a double. */
  public double asDouble(ByteBuffer b, int at) {
    if (layout != null) {
      return layout.asDouble(b, at);
    }
    if (!floating) {
      long v = bits(b, at);
      return signed || v >= 0 ? v : (v >>> 1 | v & 1) * 2.0;
    }
    return switch (size) {
      case 2 -> Half.toFloat(b.getShort(at));
      case 4 -> b.getFloat(at);
      default -> b.getDouble(at);
    };
  }

  /** The number as a float, rounded to the nearest once. */
  float asFloat(ByteBuffer b, int at) {
    if (layout != null) {
      return layout.asFloat(b, at);
    }
    if (!floating) {
      long v = bits(b, at);
      return signed || v >= 0 ? v : (v >>> 1 | v & 1) * 2f;
    }
    return size == 4 ? b.getFloat(at) : toFloat(asDouble(b, at));
  }

  /**
   * What is greater than the greatest float is infinite, even where rounding would bring it back.
   */
  static float toFloat(double v) {
    if (Math.abs(v) > Float.MAX_VALUE) {
      return v > 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    }
    return (float) v;
  }

  /** Stores a long. */
  void putLong(ByteBuffer b, int at, long v) {
    if (layout != null && floating) {
      layout.putReal(b, at, v);
      return;
    }
    if (layout != null) {
      layout.putLong(b, at, v);
      return;
    }
    if (floating) {
      putDouble(b, at, v);
      return;
    }
    long w = clip(v);
    switch (size) {
      case 1 -> b.put(at, (byte) w);
      case 2 -> b.putShort(at, (short) w);
      case 4 -> b.putInt(at, (int) w);
      default -> b.putLong(at, w);
    }
  }

  /** Stores a double. */
  void putDouble(ByteBuffer b, int at, double v) {
    if (!floating) {
      if (layout == null && !signed && size == 8 && v >= 0x1p63) {
        b.putLong(at, v >= 0x1p64 ? -1L : (long) (v - 0x1p63) + Long.MIN_VALUE);
      } else {
        putLong(b, at, (long) v);
      }
      return;
    }
    if (layout != null) {
      layout.putReal(b, at, v);
      return;
    }
    switch (size) {
      case 2 -> b.putShort(at, Half.fromFloat((float) v));
      case 4 -> b.putFloat(at, (float) v);
      default -> b.putDouble(at, v);
    }
  }

  private long clip(long v) {
    if (!signed) {
      return v < 0 ? 0 : size == 8 ? v : Math.min(v, (1L << 8 * size) - 1);
    }
    return size == 8 ? v : Math.max(-1L << 8 * size - 1, Math.min(v, (1L << 8 * size - 1) - 1));
  }
}
