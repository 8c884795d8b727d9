package org.myelin.hdf5.internal.dump;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.TimeType;

/**
 * A number of any size as little-endian bytes of its own width: integers shifted to bit 0 and
 * extended by their sign, floats and times in their place without the bits around them.
 */
public record CanonicalNumber(
    int size, Endianness order, int offset, int precision, boolean signed, boolean inPlace) {
  /** For the four classes of numbers; null for other types. */
  public static CanonicalNumber of(Datatype type) {
    if (type instanceof FixedPointType t) {
      return new CanonicalNumber(
          t.size(), t.order(), t.bitOffset(), t.precision(), t.signed(), false);
    }
    if (type instanceof BitFieldType t) {
      return new CanonicalNumber(t.size(), t.order(), t.bitOffset(), t.precision(), false, false);
    }
    if (type instanceof FloatingPointType t) {
      return new CanonicalNumber(t.size(), t.order(), t.bitOffset(), t.precision(), false, true);
    }
    return type instanceof TimeType t
        ? new CanonicalNumber(t.size(), t.order(), 0, t.precision(), false, true)
        : null;
  }

  private boolean isPlain() {
    return offset == 0 && precision == 8 * size;
  }

  /** Puts the number at {@code at} of {@code from} into {@code out}. */
  public void put(ByteBuffer from, int at, byte[] out, int to) {
    for (int i = 0; i < size; i++) {
      out[to + i] = from.get(at + place(i));
    }
    if (!isPlain()) {
      cut(out, to);
    }
  }

  private void cut(byte[] out, int to) {
    byte[] big = new byte[size];
    for (int i = 0; i < size; i++) {
      big[size - 1 - i] = out[to + i];
    }
    BigInteger mask = BigInteger.ONE.shiftLeft(precision).subtract(BigInteger.ONE);
    BigInteger v = new BigInteger(1, big);
    v = inPlace ? v.and(mask.shiftLeft(offset)) : v.shiftRight(offset).and(mask);
    if (signed && precision > 0 && v.testBit(precision - 1)) {
      v = v.subtract(BigInteger.ONE.shiftLeft(precision));
    }
    byte[] bits = v.toByteArray();
    for (int i = 0; i < size; i++) {
      out[to + i] = i < bits.length ? bits[bits.length - 1 - i] : (byte) (v.signum() < 0 ? -1 : 0);
    }
  }

  /** An integer of at most eight bytes, extended by its sign or by zeros. */
  public long bits(ByteBuffer from, int at) {
    if (!isPlain()) {
      return value(from, at).longValue();
    }
    long v = 0;
    for (int i = size - 1; i >= 0; i--) {
      v = v << 8 | from.get(at + place(i)) & 0xff;
    }
    int unused = 64 - 8 * size;
    return signed ? v << unused >> unused : v;
  }

  private int place(int i) {
    return switch (order) {
      case LITTLE -> i;
      case BIG -> size - 1 - i;
      case VAX -> size % 2 == 0 ? size - 2 - (i & ~1) + (i & 1) : i;
    };
  }

  /** The whole number, or the bits of a float. */
  public BigInteger value(ByteBuffer from, int at) {
    byte[] little = new byte[size];
    put(from, at, little, 0);
    byte[] big = new byte[size];
    for (int i = 0; i < size; i++) {
      big[size - 1 - i] = little[i];
    }
    return signed ? new BigInteger(big) : new BigInteger(1, big);
  }
}
