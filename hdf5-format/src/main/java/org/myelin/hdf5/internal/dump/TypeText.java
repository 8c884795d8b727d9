package org.myelin.hdf5.internal.dump;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.TimeType;
import org.myelin.hdf5.VariableLengthType;

/** Datatypes as JSON objects. */
public final class TypeText {
  private TypeText() {}

  static Map<String, Object> of(Datatype type) {
    Map<String, Object> d = new LinkedHashMap<>();
    if (type instanceof FixedPointType t) {
      bits(d, "integer", t.size(), t.order(), t.precision(), t.bitOffset());
      pads(d, t.lowPad(), t.highPad());
      d.put("signed", t.signed());
    } else if (type instanceof FloatingPointType t) {
      real(d, t);
    } else if (type instanceof TimeType t) {
      bits(d, "time", t.size(), t.order(), t.precision(), 0);
    } else if (type instanceof BitFieldType t) {
      bits(d, "bitfield", t.size(), t.order(), t.precision(), t.bitOffset());
      pads(d, t.lowPad(), t.highPad());
    } else if (type instanceof OpaqueType t) {
      d.put("class", "opaque");
      d.put("size", t.size());
      d.put("tag", t.tag());
    } else if (type instanceof StringType t) {
      string(d, false, t.padding(), t.characterSet());
      d.put("size", t.size());
    } else if (type instanceof VariableLengthType t && t.isString()) {
      string(d, true, t.padding(), t.characterSet());
    } else if (type instanceof VariableLengthType t) {
      d.put("class", "vlen");
      d.put("base", of(t.base()));
    } else if (type instanceof CompoundType t) {
      compound(d, t);
    } else if (type instanceof EnumerationType t) {
      enumeration(d, t);
    } else if (type instanceof ArrayType t) {
      d.put("class", "array");
      d.put("dims", t.dims());
      d.put("base", of(t.base()));
    } else if (type instanceof ReferenceType t) {
      d.put("class", "reference");
      d.put(
          "kind",
          switch (t.kind()) {
            case OBJECT -> "object";
            case REGION -> "region";
            default -> "new";
          });
    } else if (type instanceof ComplexType t) {
      d.put("class", "complex");
      d.put("size", t.size());
      d.put("base", of(t.base()));
    }
    return d;
  }

  private static void bits(
      Map<String, Object> d, String name, int size, Endianness order, int precision, int offset) {
    d.put("class", name);
    d.put("size", size);
    d.put(
        "order",
        switch (order) {
          case LITTLE -> "LE";
          case BIG -> "BE";
          case VAX -> "VAX";
        });
    d.put("precision", precision);
    d.put("offset", offset);
  }

  private static void pads(Map<String, Object> d, boolean low, boolean high) {
    if (low || high) {
      d.put("lsb_pad", low ? "one" : "zero");
      d.put("msb_pad", high ? "one" : "zero");
    }
  }

  private static void real(Map<String, Object> d, FloatingPointType t) {
    bits(d, "float", t.size(), t.order(), t.precision(), t.bitOffset());
    pads(d, (t.padding() & 1) != 0, (t.padding() & 2) != 0);
    d.put("sign_pos", t.signLocation());
    d.put("exp_pos", t.exponentLocation());
    d.put("exp_size", t.exponentSize());
    d.put("mant_pos", t.mantissaLocation());
    d.put("mant_size", t.mantissaSize());
    d.put("exp_bias", t.exponentBias());
    d.put(
        "norm",
        switch (t.normalization()) {
          case IMPLIED -> "implied";
          case ALWAYS_SET -> "msbset";
          case NONE -> "none";
        });
    if ((t.padding() & 4) != 0) {
      d.put("inner_pad", "one");
    }
  }

  private static void string(
      Map<String, Object> d, boolean variable, StringPadding padding, CharacterSet set) {
    d.put("class", "string");
    d.put("variable", variable);
    d.put(
        "strpad",
        switch (padding) {
          case NULL_TERMINATED -> "nullterm";
          case NULL_PADDED -> "nullpad";
          case SPACE_PADDED -> "spacepad";
        });
    d.put("cset", set == CharacterSet.ASCII ? "ascii" : "utf-8");
  }

  private static void compound(Map<String, Object> d, CompoundType t) {
    boolean moved = hasPointers(t);
    d.put("class", "compound");
    if (!moved) {
      d.put("size", t.size());
    }
    List<Object> members = new ArrayList<>();
    for (CompoundType.Member m : t.members()) {
      Map<String, Object> e = new LinkedHashMap<>();
      e.put("name", m.name());
      e.put("type", of(m.type()));
      if (!moved) {
        e.put("offset", m.offset());
      }
      members.add(e);
    }
    d.put("members", members);
  }

  private static void enumeration(Map<String, Object> d, EnumerationType t) {
    d.put("class", "enum");
    d.put("base", of(t.base()));
    List<Object> members = new ArrayList<>();
    for (int i = 0; i < t.names().size(); i++) {
      Map<String, Object> e = new LinkedHashMap<>();
      e.put("name", t.names().get(i));
      e.put("value", ShownValue.number(t.base(), ByteBuffer.wrap(t.value(i)), 0));
      members.add(e);
    }
    d.put("members", members);
  }

  /** Whether elements have another form in a program's memory than in the file. */
  static boolean hasPointers(Datatype type) {
    if (type instanceof CompoundType c) {
      return c.members().stream().anyMatch(m -> hasPointers(m.type()));
    }
    return type instanceof ArrayType a
        ? hasPointers(a.base())
        : type instanceof VariableLengthType || type instanceof ReferenceType;
  }

  /** Whether every element has the same number of bytes in the canonical form. */
  public static boolean isFixed(Datatype type) {
    if (type instanceof CompoundType c) {
      return c.members().stream().allMatch(m -> isFixed(m.type()));
    }
    return type instanceof ArrayType a
        ? isFixed(a.base())
        : !(type instanceof VariableLengthType
            || type instanceof ReferenceType
            || type instanceof StringType);
  }

  /** Bytes of an element in the memory of a program that uses libhdf5. */
  static long memorySize(Datatype type) {
    if (type instanceof CompoundType c) {
      return c.size()
          + c.members().stream().mapToLong(m -> memorySize(m.type()) - m.type().size()).sum();
    }
    if (type instanceof ArrayType a) {
      return a.elements() * memorySize(a.base());
    }
    if (type instanceof VariableLengthType v) {
      return v.isString() ? 8 : 16;
    }
    if (type instanceof ReferenceType r) {
      return switch (r.kind()) {
        case OBJECT -> 8;
        case REGION -> 12;
        default -> 64;
      };
    }
    return type.size();
  }
}
