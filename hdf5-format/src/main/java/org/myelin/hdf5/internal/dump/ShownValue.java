package org.myelin.hdf5.internal.dump;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.FloatingPointType.Normalization;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.wire.Utf8;

/** One element for people to look at; long ones are cut. */
final class ShownValue {
  private static final int BYTES = 32;
  private static final int CHARACTERS = 200;
  private static final int ELEMENTS = 16;

  private final ElementStream stream;

  ShownValue(ElementStream stream) {
    this.stream = stream;
  }

  Object of(Datatype type, ByteBuffer b, int at) {
    if (CanonicalNumber.of(type) != null) {
      return number(type, b, at);
    }
    if (type instanceof EnumerationType e) {
      return named(e, b, at);
    }
    if (type instanceof OpaqueType o) {
      byte[] bytes = new byte[Math.min(BYTES, o.size())];
      b.get(at, bytes);
      return HexFormat.of().formatHex(bytes) + (o.size() > BYTES ? "..." : "");
    }
    if (type instanceof StringType s) {
      return text(stream.stripped(s, b, at));
    }
    if (type instanceof CompoundType c) {
      Map<String, Object> m = new LinkedHashMap<>();
      c.members().forEach(x -> m.put(x.name(), of(x.type(), b, at + x.offset())));
      return m;
    }
    if (type instanceof ArrayType a) {
      return list(a.base(), b, at, a.elements());
    }
    if (type instanceof ComplexType c) {
      return List.of(of(c.base(), b, at), of(c.base(), b, at + c.base().size()));
    }
    if (type instanceof VariableLengthType v) {
      byte[] bytes = stream.variable(v, b, at);
      if (v.isString()) {
        return stream.isNull(b, at) ? null : text(bytes);
      }
      return list(v.base(), ByteBuffer.wrap(bytes), 0, bytes.length / v.base().size());
    }
    return stream.shownReference(type, b, at);
  }

  private List<Object> list(Datatype base, ByteBuffer b, int at, int count) {
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < Math.min(count, ELEMENTS); i++) {
      out.add(of(base, b, at + i * base.size()));
    }
    if (count > ELEMENTS) {
      out.add("...");
    }
    return out;
  }

  private static String text(byte[] bytes) {
    return Utf8.decode(
        bytes.length > CHARACTERS ? java.util.Arrays.copyOf(bytes, CHARACTERS) : bytes);
  }

  private static Object named(EnumerationType e, ByteBuffer b, int at) {
    Object v = number(e.base(), b, at);
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("value", v);
    for (int i = 0; i < e.names().size(); i++) {
      if (number(e.base(), ByteBuffer.wrap(e.value(i)), 0).equals(v)) {
        m.putIfAbsent("name", e.names().get(i));
      }
    }
    return m;
  }

  static Object number(Datatype type, ByteBuffer b, int at) {
    CanonicalNumber n = CanonicalNumber.of(type);
    BigInteger v = n.value(b, at);
    if (type instanceof BitFieldType) {
      String hex = v.toString(16);
      return "0x" + "0".repeat(Math.max(0, 2 * n.size() - hex.length())) + hex;
    }
    return type instanceof FloatingPointType f ? real(f, v) : v;
  }

  /** The plain formula of each layout, without the special cases of any processor. */
  private static Object real(FloatingPointType t, BigInteger v) {
    long e = field(v, t.exponentLocation(), t.exponentSize()).longValue();
    BigInteger m = field(v, t.mantissaLocation(), t.mantissaSize());
    boolean ones = e == (1L << t.exponentSize()) - 1;
    int bits = t.mantissaSize();
    long bias = t.exponentBias();
    double r;
    if (t.normalization() == Normalization.IMPLIED) {
      boolean vax = t.order() == Endianness.VAX;
      if (ones && !vax) {
        r = m.signum() != 0 ? Double.NaN : Double.POSITIVE_INFINITY;
      } else if (e == 0) {
        r = vax ? 0 : scaled(m, 1 - bias - bits);
      } else {
        r = scaled(m.setBit(bits), e - bias - bits);
      }
    } else if (ones) {
      r = m.clearBit(Math.max(0, bits - 1)).signum() == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      r = scaled(m, e - bias - (t.normalization() == Normalization.ALWAYS_SET ? bits - 1 : bits));
    }
    r = v.testBit(t.signLocation()) ? -r : r;
    return Double.isNaN(r) ? "nan" : Double.isInfinite(r) ? r > 0 ? "inf" : "-inf" : (Object) r;
  }

  private static double scaled(BigInteger m, long power) {
    return Math.scalb(m.doubleValue(), (int) Math.max(-5000, Math.min(5000, power)));
  }

  private static BigInteger field(BigInteger v, int at, int count) {
    return v.shiftRight(at).and(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE));
  }
}
