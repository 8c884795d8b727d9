package org.myelin.hdf5.internal.dataset;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.Compound;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Utf8;

/**
 * Turns Java values into stored elements. Variable-length values are collected beside the elements
 * until they get their place in the heap ({@link VlenElements}).
 */
public final class ValueWriter {
  private final String where;
  private final Geometry geometry;
  private final List<HeapValue> values = new ArrayList<>();

  /**
   * @param where what messages call the dataset or attribute
   */
  public ValueWriter(String where, Geometry geometry) {
    this.where = where;
    this.geometry = geometry;
  }

  /** What everything encoded so far leads to in the heap, in the order of the holes for it. */
  public List<HeapValue> values() {
    return values;
  }

  /**
   * The stored form of {@code expected} elements.
   *
   * @param value an array (primitive, object), a collection, or a single value when one element is
   *     expected
   */
  public ByteBuffer encode(Datatype type, Object value, long expected) {
    Object array = value instanceof Collection<?> c ? c.toArray() : value;
    boolean single =
        array == null || !array.getClass().isArray() || expected == 1 && isElement(type, array);
    long length = single ? 1 : Array.getLength(array);
    if (length != expected) {
      throw new IllegalArgumentException(
          where + ": " + length + " values for " + expected + " elements");
    }
    ByteBuffer b =
        ByteBuffer.allocate(Math.toIntExact(expected * type.size())).order(ByteOrder.LITTLE_ENDIAN);
    if (single) {
      put(type, array, b, 0);
    } else {
      putArray(type, array, b, 0);
    }
    return b;
  }

  private static boolean isElement(Datatype type, Object array) {
    return type instanceof OpaqueType && array instanceof byte[]
        || type instanceof ArrayType
            && !(array instanceof Object[] o
                && o.length == 1
                && o[0] != null
                && o[0].getClass().isArray())
        || type instanceof VariableLengthType v && !v.isString() && !(array instanceof Object[]);
  }

  private void putArray(Datatype type, Object array, ByteBuffer b, int at) {
    int n = Array.getLength(array);
    NumberFormat f = NumberFormat.of(type);
    if (f != null && array.getClass().getComponentType().isPrimitive()) {
      PrimitiveArrays.source(array, f).copy(0, n, b, at);
      return;
    }
    for (int i = 0; i < n; i++) {
      put(type, Array.get(array, i), b, at + i * type.size());
    }
  }

  private void put(Datatype type, Object v, ByteBuffer b, int at) {
    NumberFormat f = NumberFormat.of(type);
    if (f != null && (v instanceof Number || v instanceof Boolean)) {
      putNumber(f, v, b, at);
    } else if (type instanceof StringType s && v instanceof String text) {
      putText(s, text, b, at);
    } else if (type instanceof VariableLengthType t) {
      putVariable(t, v, b, at);
    } else if (type instanceof ReferenceType r && References.suits(r, v)) {
      byte[] further = References.put(where, r, v, b, at, geometry);
      if (further != null) {
        values.add(HeapValue.of(further));
      }
    } else if (type instanceof CompoundType c && v instanceof Compound members) {
      c.members().forEach(m -> put(m.type(), members.get(m.name()), b, at + m.offset()));
    } else if (type instanceof ArrayType a
        && v != null
        && v.getClass().isArray()
        && Array.getLength(v) == a.elements()) {
      putArray(a.base(), v, b, at);
    } else if (type instanceof OpaqueType o
        && v instanceof byte[] bytes
        && bytes.length == o.size()) {
      b.put(at, bytes);
    } else if (isKnown(type)) {
      throw new IllegalArgumentException(
          where
              + ": a value of "
              + (v == null ? "null" : v.getClass().getSimpleName())
              + " does not fit type "
              + type);
    } else {
      throw new UnsupportedFormatException(
          where
              + ": writing values of type "
              + type
              + " is not supported yet; write stored bytes with writeRaw");
    }
  }

  private static boolean isKnown(Datatype type) {
    return NumberFormat.of(type) != null
        || type instanceof StringType
        || type instanceof CompoundType
        || type instanceof ArrayType
        || type instanceof OpaqueType
        || type instanceof ReferenceType;
  }

  private static void putNumber(NumberFormat f, Object v, ByteBuffer b, int at) {
    ByteBuffer view = f.view(b);
    if (v instanceof Boolean x) {
      f.putLong(view, at, x ? 1 : 0);
    } else if (v instanceof Double || v instanceof Float) {
      f.putDouble(view, at, ((Number) v).doubleValue());
    } else {
      f.putLong(view, at, ((Number) v).longValue());
    }
  }

  private void putText(StringType type, String text, ByteBuffer b, int at) {
    byte[] bytes = Utf8.encode(text);
    int room = type.padding() == StringPadding.NULL_TERMINATED ? type.size() - 1 : type.size();
    if (bytes.length > room) {
      throw new IllegalArgumentException(
          where + ": text of " + bytes.length + " bytes does not fit type " + type);
    }
    byte[] padded = Arrays.copyOf(bytes, type.size());
    if (type.padding() == StringPadding.SPACE_PADDED) {
      Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    }
    b.put(at, padded);
  }

  private void putVariable(VariableLengthType type, Object v, ByteBuffer b, int at) {
    byte[] bytes;
    int count;
    if (type.isString()) {
      if (!(v instanceof String text)) {
        throw new IllegalArgumentException(
            where
                + ": a value of "
                + (v == null ? "null" : v.getClass().getSimpleName())
                + " does not fit type "
                + type);
      }
      bytes = Utf8.encode(text);
      count = bytes.length;
    } else {
      Object array = v instanceof Collection<?> c ? c.toArray() : v;
      count = array == null ? 0 : Array.getLength(array);
      ByteBuffer inner =
          ByteBuffer.allocate(Math.multiplyExact(count, type.base().size()))
              .order(ByteOrder.LITTLE_ENDIAN);
      if (count > 0) {
        putArray(type.base(), array, inner, 0);
      }
      bytes = inner.array();
    }
    VlenElements.putSlot(b, at, count, null, geometry);
    if (count > 0) {
      // values that this one leads to have been added by now
      values.add(
          type.isString()
              ? HeapValue.of(bytes)
              : new HeapValue(
                  bytes, HeapValue.holes(ByteBuffer.wrap(bytes), type.base(), geometry)));
    }
  }
}
