package org.myelin.hdf5.internal.dataset;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.Complex;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.Compound;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.RegionReference;
import org.myelin.hdf5.StandardReference;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Utf8;

/** Turns stored elements into Java values. Safe for several threads. */
public final class ValueReader {
  /** Gives the bytes that a global heap id stands for. */
  @FunctionalInterface
  public interface Heap {
    /** The object's bytes. */
    byte[] read(GlobalHeapId id);
  }

  /** Bytes of a small Java object, and of a place in an array, about. */
  static final int OBJECT = 32;

  private static final int REFERENCE = 8;

  private final String where;
  private final Geometry geometry;
  private final Heap heap;
  private final long most;

  /**
   * @param where what messages call the dataset or attribute, with its file
   * @param most bytes that the values of one call may take, about
   */
  public ValueReader(String where, Geometry geometry, Heap heap, long most) {
    this.where = where;
    this.geometry = geometry;
    this.heap = heap;
    this.most = most;
  }

  /**
   * {@code count} elements as the narrowest Java array: {@code byte[]} … {@code double[]} (the
   * stored bits of unsigned numbers), {@code BigInteger[]} for integers of more than 8 bytes,
   * {@code boolean[]}, {@code String[]}, {@code ObjectReference[]}, {@code Compound[]}, {@code
   * byte[][]} for opaque, otherwise {@code Object[]}.
   */
  public Object array(Datatype type, ByteBuffer b, int at, int count) {
    return array(type, b, at, count, new ReadBudget(where, most));
  }

  private Object array(Datatype type, ByteBuffer b, int at, int count, ReadBudget budget) {
    NumberFormat f = NumberFormat.of(type);
    if (f != null && f.width() <= 8) {
      budget.take(count, f.width());
      Object array = isBoolean(type) ? new boolean[count] : numbers(f, count);
      PrimitiveArrays.rawSink(array, f).accept(0, count, b, at);
      return array;
    }
    if (count == 0) {
      // nothing to decode, so nothing that is not supported
      return objects(type, count);
    }
    Decoder one = decoder(type, budget);
    budget.take(count, REFERENCE);
    Object[] array = objects(type, count);
    for (int i = 0; i < count; i++) {
      array[i] = one.at(b, at + i * type.size());
    }
    return array;
  }

  private static boolean isBoolean(Datatype type) {
    return type instanceof EnumerationType e && e.isBoolean();
  }

  private static Object numbers(NumberFormat f, int count) {
    return switch (f.width()) {
      case 1 -> new byte[count];
      case 2 -> f.floating() ? new float[count] : new short[count];
      case 4 -> f.floating() ? new float[count] : new int[count];
      default -> f.floating() ? new double[count] : new long[count];
    };
  }

  private static Object[] objects(Datatype type, int count) {
    if (NumberFormat.of(type) != null) {
      return new BigInteger[count];
    }
    if (type instanceof StringType || type instanceof VariableLengthType v && v.isString()) {
      return new String[count];
    }
    if (type instanceof ReferenceType r) {
      return switch (r.kind()) {
        case OBJECT -> new ObjectReference[count];
        case REGION -> new RegionReference[count];
        default -> new StandardReference[count];
      };
    }
    if (type instanceof ComplexType) {
      return new Complex[count];
    }
    if (type instanceof CompoundType) {
      return new Compound[count];
    }
    return type instanceof OpaqueType ? new byte[count][] : new Object[count];
  }

  /** One element as a Java value. */
  public Object value(Datatype type, ByteBuffer b, int at) {
    return decoder(type, new ReadBudget(where, most)).at(b, at);
  }

  /** One element as a Java value, as one of several that share a budget. */
  Object value(Datatype type, ByteBuffer b, int at, ReadBudget budget) {
    return decoder(type, budget).at(b, at);
  }

  /** A budget for the values of one call. */
  ReadBudget budget() {
    return new ReadBudget(where, most);
  }

  /** Turns one stored element into a Java value; worked out once per type, not per element. */
  @FunctionalInterface
  private interface Decoder {
    Object at(ByteBuffer b, int at);
  }

  private Decoder decoder(Datatype type, ReadBudget budget) {
    NumberFormat f = NumberFormat.of(type);
    if (f != null) {
      return number(f, isBoolean(type));
    }
    if (type instanceof StringType s) {
      return (b, at) -> {
        budget.take(1, OBJECT + 2L * s.size());
        return text(bytes(b, at, s.size()), s.padding());
      };
    }
    if (type instanceof VariableLengthType v) {
      checkSlot(v);
      return (b, at) -> variable(v, b, at, budget);
    }
    if (type instanceof ReferenceType r) {
      References references = new References(where, geometry, heap);
      return (b, at) -> {
        budget.take(1, OBJECT);
        return references.of(r, bytes(b, at, r.size()));
      };
    }
    if (type instanceof ComplexType c && NumberFormat.of(c.base()) != null) {
      NumberFormat part = NumberFormat.of(c.base());
      return (b, at) ->
          new Complex(
              part.asDouble(part.view(b), at), part.asDouble(part.view(b), at + part.size()));
    }
    if (type instanceof CompoundType c) {
      return compound(c, budget);
    }
    if (type instanceof ArrayType a) {
      return (b, at) -> {
        budget.take(1, OBJECT);
        return array(a.base(), b, at, a.elements(), budget);
      };
    }
    if (type instanceof OpaqueType o) {
      return (b, at) -> {
        budget.take(1, OBJECT + o.size());
        return bytes(b, at, o.size());
      };
    }
    throw new UnsupportedFormatException(
        where
            + ": values of type "
            + type
            + " are not supported yet; read their stored bytes with readRaw",
        new Finding(where, "datatype", -1, type.toString(), "a type with values in Java"));
  }

  /** Throws unless elements of this type have the size that the file's geometry gives them. */
  public void checkSlot(VariableLengthType type) {
    int size = 8 + geometry.sizeOfOffsets();
    if (type.size() != size) {
      throw new CorruptFileException(
          where,
          "Datatype message",
          "size",
          -1,
          "" + type.size(),
          size + " for variable length",
          "");
    }
  }

  private static Decoder number(NumberFormat f, boolean bool) {
    if (bool) {
      return (b, at) -> f.bits(f.view(b), at) != 0;
    }
    return switch (f.width()) {
      case 1 -> (b, at) -> (byte) f.bits(b, at);
      case 2 ->
          f.floating()
              ? (b, at) -> f.asFloat(f.view(b), at)
              : (b, at) -> (short) f.bits(f.view(b), at);
      case 4 ->
          f.floating()
              ? (b, at) -> f.asFloat(f.view(b), at)
              : (b, at) -> (int) f.bits(f.view(b), at);
      case 16 -> (b, at) -> f.layout().integer(b, at);
      default ->
          f.floating() ? (b, at) -> f.asDouble(f.view(b), at) : (b, at) -> f.bits(f.view(b), at);
    };
  }

  private Decoder compound(CompoundType c, ReadBudget budget) {
    int n = c.members().size();
    Decoder[] decoders = new Decoder[n];
    for (int i = 0; i < n; i++) {
      decoders[i] = decoder(c.members().get(i).type(), budget);
    }
    return (b, at) -> {
      budget.take(1 + 2L * n, OBJECT);
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < n; i++) {
        CompoundType.Member m = c.members().get(i);
        values.put(m.name(), decoders[i].at(b, at + m.offset()));
      }
      return new Compound(values);
    };
  }

  private Object variable(VariableLengthType type, ByteBuffer b, int at, ReadBudget budget) {
    long count = VlenElements.count(b, at);
    GlobalHeapId id = VlenElements.id(b, at, geometry);
    byte[] stored = count == 0 || id.isNull() ? new byte[0] : heap.read(id);
    budget.take(1, OBJECT + stored.length);
    if (type.isString()) {
      int length = (int) Math.min(count, stored.length);
      return text(
          length == stored.length ? stored : java.util.Arrays.copyOf(stored, length),
          type.padding());
    }
    ByteBuffer elements = sequence(type, count, stored);
    return array(type.base(), elements, 0, (int) count, budget);
  }

  /** The stored elements of a sequence of any length. */
  ByteBuffer sequence(VariableLengthType type, ByteBuffer b, int at, ReadBudget budget) {
    checkSlot(type);
    long count = VlenElements.count(b, at);
    GlobalHeapId id = VlenElements.id(b, at, geometry);
    byte[] stored = count == 0 || id.isNull() ? new byte[0] : heap.read(id);
    budget.take(1, OBJECT + stored.length);
    return sequence(type, count, stored);
  }

  private ByteBuffer sequence(VariableLengthType type, long count, byte[] stored) {
    if (count * type.base().size() > stored.length) {
      throw new CorruptFileException(
          where,
          "Global heap object",
          "size",
          -1,
          stored.length + " bytes",
          count + " elements of " + type.base().size() + " bytes",
          "");
    }
    return ByteBuffer.wrap(stored, 0, (int) count * type.base().size())
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer b, int at, int size) {
    byte[] out = new byte[size];
    b.get(at, out);
    return out;
  }

  private static String text(byte[] b, StringPadding padding) {
    return text(b, 0, b.length, padding);
  }

  /** The text in {@code length} bytes, without its padding. */
  static String text(byte[] b, int from, int length, StringPadding padding) {
    int end = from + length;
    if (padding == StringPadding.NULL_TERMINATED) {
      int stop = end;
      end = from;
      while (end < stop && b[end] != 0) {
        end++;
      }
    } else {
      int pad = padding == StringPadding.SPACE_PADDED ? ' ' : 0;
      while (end > from && b[end - 1] == pad) {
        end--;
      }
    }
    return Utf8.decode(b, from, end - from);
  }
}
