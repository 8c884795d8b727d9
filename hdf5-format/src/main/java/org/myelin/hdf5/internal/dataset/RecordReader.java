package org.myelin.hdf5.internal.dataset;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.MemberName;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.VariableLengthType;

/**
 * Turns stored compounds into Java records. What fits what is settled once, before the first
 * element.
 */
public final class RecordReader<R> {
  /** Turns one stored element into a component's value. */
  @FunctionalInterface
  private interface Decoder {
    Object at(ByteBuffer b, int at);
  }

  private final Class<R> type;
  private final String where;
  private final Constructor<R> constructor;
  private final Decoder[] components;

  private RecordReader(
      Class<R> type, String where, Constructor<R> constructor, Decoder[] components) {
    this.type = type;
    this.where = where;
    this.constructor = constructor;
    this.components = components;
  }

  /**
   * A reader of elements of this type.
   *
   * @param where what messages call the dataset
   * @throws IllegalArgumentException if a component and its member do not fit
   */
  public static <R> RecordReader<R> of(
      Class<R> type, Datatype stored, ValueReader values, String where) {
    return of(type, stored, values, values.budget(), where);
  }

  private static <R> RecordReader<R> of(
      Class<R> type, Datatype stored, ValueReader values, ReadBudget budget, String where) {
    if (!(stored instanceof CompoundType compound)) {
      throw new IllegalArgumentException(
          where + " holds " + stored + ", which is no compound for " + type.getName());
    }
    RecordComponent[] parts = type.getRecordComponents();
    Decoder[] decoders = new Decoder[parts.length];
    for (int i = 0; i < parts.length; i++) {
      decoders[i] = new Fitting(type, parts[i], values, budget, where).decoder(compound);
    }
    return new RecordReader<>(type, where, constructor(type, parts, where), decoders);
  }

  private static <R> Constructor<R> constructor(
      Class<R> type, RecordComponent[] parts, String where) {
    try {
      Constructor<R> c =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      if (!c.trySetAccessible()) {
        throw new IllegalArgumentException(
            where
                + ": record "
                + type.getName()
                + " cannot be made here: let its module open package "
                + type.getPackageName()
                + " to org.myelin.hdf5");
      }
      return c;
    } catch (NoSuchMethodException e) {
      throw new AssertionError("a record without its canonical constructor: " + type, e);
    }
  }

  /** The record of the element whose stored form begins at {@code at}. */
  public R at(ByteBuffer b, int at) {
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].at(b, at);
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          where
              + ": record "
              + type.getName()
              + " refuses the values "
              + Arrays.deepToString(values)
              + ": "
              + e.getCause().getMessage(),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(where + ": cannot make " + type.getName(), e);
    }
  }

  /** The name of the member that a component stands for. */
  static String memberName(RecordComponent c) {
    MemberName given = c.getAnnotation(MemberName.class);
    return given == null ? c.getName() : given.value();
  }

  /** Finds how one component's value comes out of its member. */
  private record Fitting(
      Class<?> owner,
      RecordComponent component,
      ValueReader values,
      ReadBudget budget,
      String where) {
    Decoder decoder(CompoundType compound) {
      String name = memberName(component);
      Optional<CompoundType.Member> found = compound.member(name);
      boolean optional = component.getType() == Optional.class;
      if (found.isEmpty()) {
        if (optional) {
          return (b, at) -> Optional.empty();
        }
        throw new IllegalArgumentException(
            where
                + " has no member '"
                + name
                + "' for component "
                + component.getName()
                + " of record "
                + owner.getName()
                + "; it has "
                + compound.members().stream().map(CompoundType.Member::name).toList());
      }
      int offset = found.get().offset();
      Decoder d = of(found.get().type(), optional ? inside() : component.getType());
      return optional
          ? (b, at) -> Optional.ofNullable(d.at(b, at + offset))
          : (b, at) -> d.at(b, at + offset);
    }

    private Class<?> inside() {
      Type t = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      return t instanceof Class<?> c ? c : Object.class;
    }

    private Decoder of(Datatype t, Class<?> wanted) {
      NumberFormat f = NumberFormat.of(t);
      if (f != null && f.width() <= 8 && isNumber(wanted)) {
        return number(f, wanted);
      }
      if (wanted.isEnum()) {
        return t instanceof EnumerationType e ? constant(e, wanted) : refuse(t, wanted);
      }
      if (wanted == String.class
          && (t instanceof StringType || t instanceof VariableLengthType v && v.isString())) {
        return (b, at) -> values.value(t, b, at, budget);
      }
      if (wanted.isRecord() && t instanceof CompoundType) {
        RecordReader<?> nested =
            RecordReader.of(
                wanted, t, values, budget, where + ", component " + component.getName());
        return nested::at;
      }
      if (wanted.isArray() && t instanceof ArrayType a) {
        return elements(a.base(), wanted, (b, at) -> new Elements(b, at, a.elements()));
      }
      if (wanted.isArray() && t instanceof VariableLengthType v && !v.isString()) {
        return elements(
            v.base(),
            wanted,
            (b, at) -> {
              ByteBuffer stored = values.sequence(v, b, at, budget);
              return new Elements(stored, 0, stored.remaining() / v.base().size());
            });
      }
      return natural(t, wanted);
    }

    private record Elements(ByteBuffer stored, int at, int count) {}

    @FunctionalInterface
    private interface Finder {
      Elements of(ByteBuffer b, int at);
    }

    private Decoder elements(Datatype base, Class<?> wanted, Finder finder) {
      Class<?> one = wanted.getComponentType();
      NumberFormat f = NumberFormat.of(base);
      if (f != null && f.width() <= 8 && one.isPrimitive() && one != char.class) {
        return (b, at) -> {
          Elements e = finder.of(b, at);
          budget.take(e.count, 8);
          Object array = Array.newInstance(one, e.count);
          PrimitiveArrays.sink(array, f).accept(0, e.count, e.stored, e.at);
          return array;
        };
      }
      Decoder each = of(base, one);
      return (b, at) -> {
        Elements e = finder.of(b, at);
        budget.take(e.count, 32);
        Object array = Array.newInstance(one, e.count);
        for (int i = 0; i < e.count; i++) {
          Array.set(array, i, each.at(e.stored, e.at + i * base.size()));
        }
        return array;
      };
    }

    /** Whatever class values of this type have anyway. */
    private Decoder natural(Datatype t, Class<?> wanted) {
      Class<?> array = values.array(t, ByteBuffer.allocate(0), 0, 0).getClass();
      Class<?> one = array.getComponentType();
      boolean fits =
          one.isPrimitive()
              ? wanted == Object.class || wanted == Number.class && one != boolean.class
              : wanted.isAssignableFrom(one);
      return fits ? (b, at) -> values.value(t, b, at, budget) : refuse(t, wanted);
    }

    private Decoder refuse(Datatype t, Class<?> wanted) {
      throw new IllegalArgumentException(
          where
              + ": member '"
              + memberName(component)
              + "' of type "
              + t
              + " does not fit component "
              + component.getName()
              + " of record "
              + owner.getName()
              + ", which is a "
              + wanted.getSimpleName());
    }

    private Decoder constant(EnumerationType t, Class<?> wanted) {
      NumberFormat f = NumberFormat.of(t);
      Map<String, Object> constants = new HashMap<>();
      for (Object c : wanted.getEnumConstants()) {
        constants.put(((Enum<?>) c).name(), c);
      }
      Map<Long, Object> byValue = new HashMap<>();
      for (int i = 0; i < t.names().size(); i++) {
        Object c = constants.get(t.names().get(i));
        if (c == null) {
          throw new IllegalArgumentException(
              where
                  + ": member '"
                  + memberName(component)
                  + "' may be "
                  + t.names().get(i)
                  + ", which "
                  + wanted.getName()
                  + " of component "
                  + component.getName()
                  + " has no constant for");
        }
        ByteBuffer value = ByteBuffer.wrap(t.value(i));
        byValue.put(f.bits(f.view(value), 0), c);
      }
      return (b, at) -> {
        long bits = f.bits(f.view(b), at);
        Object c = byValue.get(bits);
        if (c == null) {
          throw new IllegalArgumentException(
              where
                  + ": member '"
                  + memberName(component)
                  + "' holds "
                  + bits
                  + ", which its enumeration has no name for");
        }
        return c;
      };
    }
  }

  private static boolean isNumber(Class<?> c) {
    return c.isPrimitive() && c != char.class && c != void.class
        || c == Boolean.class
        || Number.class.isAssignableFrom(c)
            && c.getPackageName().equals("java.lang")
            && c != Number.class;
  }

  private static Decoder number(NumberFormat f, Class<?> wanted) {
    if (wanted == double.class || wanted == Double.class) {
      return (b, at) -> f.asDouble(f.view(b), at);
    }
    if (wanted == float.class || wanted == Float.class) {
      return (b, at) -> f.asFloat(f.view(b), at);
    }
    if (wanted == boolean.class || wanted == Boolean.class) {
      return (b, at) -> f.asLong(f.view(b), at) != 0;
    }
    if (wanted == long.class || wanted == Long.class) {
      return (b, at) -> f.asLong(f.view(b), at);
    }
    if (wanted == int.class || wanted == Integer.class) {
      return (b, at) -> (int) clip(f.asLong(f.view(b), at), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (wanted == short.class || wanted == Short.class) {
      return (b, at) -> (short) clip(f.asLong(f.view(b), at), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return (b, at) -> (byte) clip(f.asLong(f.view(b), at), Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  private static long clip(long v, long low, long high) {
    return Math.max(low, Math.min(high, v));
  }
}
