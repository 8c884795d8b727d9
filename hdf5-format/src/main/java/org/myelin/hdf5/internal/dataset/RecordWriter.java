package org.myelin.hdf5.internal.dataset;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.Compound;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.VariableLengthType;

/** Turns Java records into compounds, and record classes into compound types. */
public final class RecordWriter {
  private RecordWriter() {}

  /**
   * The record as a compound of this type.
   *
   * @param where what messages call the dataset
   */
  public static Compound compound(Record record, Datatype type, String where) {
    if (!(type instanceof CompoundType compound)) {
      throw new IllegalArgumentException(
          where + " holds " + type + ", which is no compound for " + record.getClass().getName());
    }
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    for (RecordComponent c : record.getClass().getRecordComponents()) {
      components.put(RecordReader.memberName(c), c);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (CompoundType.Member m : compound.members()) {
      RecordComponent c = components.get(m.name());
      Object v = c == null ? null : get(c, record, where);
      if (v == null) {
        throw new IllegalArgumentException(
            where
                + ": record "
                + record.getClass().getName()
                + " has no value for member '"
                + m.name()
                + "'");
      }
      values.put(m.name(), value(m.type(), v, where + ", member '" + m.name() + "'"));
    }
    return new Compound(values);
  }

  private static Object get(RecordComponent c, Record record, String where) {
    try {
      Method accessor = c.getAccessor();
      if (!accessor.trySetAccessible()) {
        throw new IllegalArgumentException(
            where
                + ": component "
                + c.getName()
                + " of "
                + record.getClass().getName()
                + " cannot be read here: let its module open its package to org.myelin.hdf5");
      }
      Object v = accessor.invoke(record);
      return v instanceof Optional<?> o ? o.orElse(null) : v;
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new IllegalArgumentException(where + ": component " + c.getName() + " fails", e);
    }
  }

  private static Object value(Datatype type, Object v, String where) {
    if (v instanceof Record r) {
      return compound(r, type, where);
    }
    if (v instanceof Enum<?> e) {
      return number(type, e, where);
    }
    Datatype base =
        type instanceof ArrayType a
            ? a.base()
            : type instanceof VariableLengthType t && !t.isString() ? t.base() : null;
    if (base != null && v instanceof Object[] array) {
      return Arrays.stream(array).map(x -> value(base, x, where)).toArray();
    }
    return v;
  }

  private static Object number(Datatype type, Enum<?> e, String where) {
    int i = type instanceof EnumerationType t ? t.names().indexOf(e.name()) : -1;
    if (i < 0) {
      throw new IllegalArgumentException(where + " of type " + type + " has no value " + e.name());
    }
    NumberFormat f = NumberFormat.of(type);
    return f.bits(f.view(ByteBuffer.wrap(((EnumerationType) type).value(i))), 0);
  }

  /** The compound type whose members are the record's components. */
  public static CompoundType type(Class<? extends Record> record) {
    List<CompoundType.Member> members = new ArrayList<>();
    for (RecordComponent c : record.getRecordComponents()) {
      Class<?> t = c.getType();
      if (t == Optional.class
          && c.getGenericType() instanceof ParameterizedType p
          && p.getActualTypeArguments()[0] instanceof Class<?> inside) {
        t = inside;
      }
      Datatype d = of(t);
      if (d == null) {
        throw new IllegalArgumentException(
            "component "
                + c.getName()
                + " of record "
                + record.getName()
                + " is a "
                + t.getSimpleName()
                + ", which no HDF5 type stands for");
      }
      members.add(Datatype.member(RecordReader.memberName(c), d));
    }
    return Datatype.compound(members.toArray(CompoundType.Member[]::new));
  }

  private static Datatype of(Class<?> c) {
    if (c.isArray()) {
      Datatype base = of(c.getComponentType());
      return base == null ? null : Datatype.vlen(base);
    }
    if (c.isRecord()) {
      return type(c.asSubclass(Record.class));
    }
    if (c.isEnum()) {
      Object[] constants = c.getEnumConstants();
      ByteBuffer values = ByteBuffer.allocate(4 * constants.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < constants.length; i++) {
        values.putInt(i);
      }
      List<String> names = Arrays.stream(constants).map(x -> ((Enum<?>) x).name()).toList();
      return Datatype.enumeration(Datatype.I32, names, values.array());
    }
    if (c == String.class) {
      return Datatype.VLEN_UTF8;
    }
    Class<?> p = Array.get(Array.newInstance(c, 1), 0) == null ? unboxed(c) : c;
    if (p == boolean.class) {
      return Datatype.BOOL;
    }
    if (p == byte.class) {
      return Datatype.I8;
    }
    if (p == short.class) {
      return Datatype.I16;
    }
    if (p == int.class) {
      return Datatype.I32;
    }
    if (p == long.class) {
      return Datatype.I64;
    }
    return p == float.class ? Datatype.F32 : p == double.class ? Datatype.F64 : null;
  }

  private static Class<?> unboxed(Class<?> c) {
    return java.lang.invoke.MethodType.methodType(c).unwrap().returnType();
  }
}
