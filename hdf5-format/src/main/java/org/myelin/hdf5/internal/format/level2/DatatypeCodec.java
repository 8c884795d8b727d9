package org.myelin.hdf5.internal.format.level2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.FloatingPointType.Normalization;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.TimeType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * One datatype description with those inside it; each class keeps its facts in 24 bits and in
 * properties behind the size.
 */
final class DatatypeCodec {
  private static final int MAX_VERSION = 5;
  private static final int FIRST_PACKED_VERSION = 3;

  private final DatatypeVersions versions;

  DatatypeCodec(DatatypeVersions versions) {
    this.versions = versions;
  }

  /** The fields that every class has. */
  private record Head(int version, int classNumber, int bits, int size) {
    boolean bit(int n) {
      return (bits >> n & 1) != 0;
    }

    int field(int from, int width) {
      return bits >> from & ((1 << width) - 1);
    }
  }

  Datatype transfer(Wire w, Datatype t) {
    return w.item("datatype", t, this::described);
  }

  private Datatype described(Wire w, Datatype t) {
    return properties(w, t, head(w, t));
  }

  private Head head(Wire w, Datatype t) {
    int first =
        w.u8(
            "class and version",
            versions.take() << 4 | (t == null ? 0 : DatatypeClass.of(t).ordinal()));
    int version = first >> 4;
    if (version < 1) {
      throw w.corrupt("version", version, "1 to " + MAX_VERSION);
    }
    if (version > MAX_VERSION) {
      throw w.unsupported("version", "version " + version, "1 to " + MAX_VERSION);
    }
    versions.found(version);
    int bits = (int) w.uvar("class bit field", 3, t == null ? 0 : bits(t));
    long size = w.u32("size", t, Datatype::size);
    if (size == 0) {
      throw w.corrupt("size", 0, "at least 1");
    }
    if (size > Integer.MAX_VALUE) {
      throw w.unsupported("size", size + " bytes", "elements below 2^31 bytes");
    }
    return new Head(version, first & 15, bits, (int) size);
  }

  private Datatype properties(Wire w, Datatype t, Head h) {
    if (h.classNumber >= DatatypeClass.values().length) {
      throw w.unsupported("class", "class " + h.classNumber, "0 to 11");
    }
    return switch (DatatypeClass.values()[h.classNumber]) {
      case FIXED_POINT -> fixedPoint(w, (FixedPointType) t, h);
      case FLOATING_POINT -> floatingPoint(w, (FloatingPointType) t, h);
      case TIME ->
          new TimeType(
              h.size,
              EnumNumbers.order(h.field(0, 1)),
              w.u16("bit precision", (TimeType) t, TimeType::precision));
      case STRING ->
          new StringType(
              h.size,
              EnumNumbers.padding(w, h.field(0, 4)),
              EnumNumbers.characterSet(w, h.field(4, 4)));
      case BIT_FIELD -> bitField(w, (BitFieldType) t, h);
      case OPAQUE ->
          new OpaqueType(
              h.size, w.text("tag", h.field(0, 8), t == null ? null : ((OpaqueType) t).tag()));
      case COMPOUND -> compound(w, (CompoundType) t, h);
      case REFERENCE -> reference(w, h);
      case ENUMERATION -> enumeration(w, (EnumerationType) t, h);
      case VARIABLE_LENGTH -> variableLength(w, (VariableLengthType) t, h);
      case ARRAY -> array(w, (ArrayType) t, h);
      case COMPLEX -> complex(w, (ComplexType) t, h);
    };
  }

  private ComplexType complex(Wire w, ComplexType t, Head h) {
    Datatype base = part(w, t, ComplexType::base);
    if (h.size != 2L * base.size()) {
      throw w.corrupt("size", h.size, "two parts of " + base.size() + " bytes");
    }
    return new ComplexType(base, h.bit(0), h.field(1, 2), h.size);
  }

  private <T extends Datatype> Datatype part(Wire w, T owner, Function<T, Datatype> get) {
    return transfer(w, owner == null ? null : get.apply(owner));
  }

  /** The 24 bits of a type; see each class below for their meaning. */
  private static int bits(Datatype t) {
    if (t instanceof FixedPointType f) {
      return bigEndian(f.order()) | bit(f.lowPad(), 1) | bit(f.highPad(), 2) | bit(f.signed(), 3);
    } else if (t instanceof FloatingPointType f) {
      int order = f.order() == Endianness.VAX ? 0x41 : bigEndian(f.order());
      return order | f.padding() << 1 | f.normalization().ordinal() << 4 | f.signLocation() << 8;
    } else if (t instanceof TimeType f) {
      return bigEndian(f.order());
    } else if (t instanceof StringType s) {
      return s.padding().ordinal() | s.characterSet().ordinal() << 4;
    } else if (t instanceof BitFieldType f) {
      return bigEndian(f.order()) | bit(f.lowPad(), 1) | bit(f.highPad(), 2);
    } else if (t instanceof OpaqueType o) {
      return (Utf8.encode(o.tag()).length + 7) / 8 * 8;
    } else if (t instanceof CompoundType c) {
      return c.members().size();
    } else if (t instanceof ReferenceType r) {
      return r.kind().ordinal()
          | (r.kind().compareTo(ReferenceType.Kind.OBJECT_2) >= 0 ? 1 << 4 : 0);
    } else if (t instanceof EnumerationType e) {
      return e.names().size();
    } else if (t instanceof VariableLengthType v) {
      return v.isString() ? 1 | v.padding().ordinal() << 4 | v.characterSet().ordinal() << 8 : 0;
    } else if (t instanceof ComplexType c) {
      return bit(c.homogeneous(), 0) | c.form() << 1;
    }
    return 0;
  }

  private static int bit(boolean set, int n) {
    return set ? 1 << n : 0;
  }

  private static int bigEndian(Endianness order) {
    return order == Endianness.BIG ? 1 : 0;
  }

  private static FixedPointType fixedPoint(Wire w, FixedPointType t, Head h) {
    int offset = w.u16("bit offset", t, FixedPointType::bitOffset);
    int precision = w.u16("bit precision", t, FixedPointType::precision);
    inside(w, offset, precision, h.size);
    return new FixedPointType(
        h.size, EnumNumbers.order(h.field(0, 1)), h.bit(3), h.bit(1), h.bit(2), offset, precision);
  }

  private static BitFieldType bitField(Wire w, BitFieldType t, Head h) {
    int offset = w.u16("bit offset", t, BitFieldType::bitOffset);
    int precision = w.u16("bit precision", t, BitFieldType::precision);
    inside(w, offset, precision, h.size);
    return new BitFieldType(
        h.size, EnumNumbers.order(h.field(0, 1)), h.bit(1), h.bit(2), offset, precision);
  }

  private static void inside(Wire w, int offset, int precision, int size) {
    if (precision < 1 || offset + precision > 8L * size) {
      throw w.corrupt(
          "bit precision",
          precision + " bits from bit " + offset,
          "1 or more bits within " + size + " bytes");
    }
  }

  private static FloatingPointType floatingPoint(Wire w, FloatingPointType t, Head h) {
    int offset = w.u16("bit offset", t, FloatingPointType::bitOffset);
    int precision = w.u16("bit precision", t, FloatingPointType::precision);
    inside(w, offset, precision, h.size);
    int exponentAt = w.u8("exponent location", t, FloatingPointType::exponentLocation);
    int exponent = w.u8("exponent size", t, FloatingPointType::exponentSize);
    int mantissaAt = w.u8("mantissa location", t, FloatingPointType::mantissaLocation);
    int mantissa = w.u8("mantissa size", t, FloatingPointType::mantissaSize);
    long bias = w.u32("exponent bias", t, FloatingPointType::exponentBias);
    int bits = 8 * h.size;
    if (exponentAt + exponent > bits || mantissaAt + mantissa > bits || h.field(8, 8) >= bits) {
      throw w.corrupt("exponent, mantissa and sign", "bits outside", "bits within " + bits);
    }
    if (h.field(4, 2) >= Normalization.values().length) {
      throw w.corrupt("mantissa normalization", h.field(4, 2), "0 to 2");
    }
    return new FloatingPointType(
        h.size,
        floatOrder(w, h),
        h.field(1, 3),
        Normalization.values()[h.field(4, 2)],
        h.field(8, 8),
        offset,
        precision,
        exponentAt,
        exponent,
        mantissaAt,
        mantissa,
        bias);
  }

  private static Endianness floatOrder(Wire w, Head h) {
    if (!h.bit(6)) {
      return EnumNumbers.order(h.field(0, 1));
    }
    if (!h.bit(0)) {
      throw w.corrupt("byte order", "bit 6 without bit 0", "little, big or VAX order");
    }
    return Endianness.VAX;
  }

  private static ReferenceType reference(Wire w, Head h) {
    int kind = h.field(0, 4);
    if (kind >= ReferenceType.Kind.values().length) {
      throw w.corrupt("reference type", kind, "0 to 4");
    }
    return new ReferenceType(ReferenceType.Kind.values()[kind], h.size);
  }

  private VariableLengthType variableLength(Wire w, VariableLengthType t, Head h) {
    int kind = h.field(0, 4);
    if (kind > 1) {
      throw w.corrupt("type", kind, "0 (sequence) or 1 (string)");
    }
    boolean string = kind == 1;
    var padding = EnumNumbers.padding(w, string ? h.field(4, 4) : 0);
    var set = EnumNumbers.characterSet(w, string ? h.field(8, 4) : 0);
    Datatype base = part(w, t, VariableLengthType::base);
    return new VariableLengthType(string, padding, set, base, h.size);
  }

  private ArrayType array(Wire w, ArrayType t, Head h) {
    // the specification has arrays from version 2 on; pytables once wrote version 1, and libhdf5
    // reads it
    int rank = w.u8("dimensionality", t == null ? 0 : t.dims().size());
    boolean packed = h.version >= FIRST_PACKED_VERSION;
    if (!packed) {
      w.zeros("reserved", 3);
    }
    w.count("dimensionality", rank, 4);
    List<Integer> dims = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      dims.add(dim(w, t == null ? 0 : t.dims().get(i)));
    }
    for (int i = 0; !packed && i < rank; i++) {
      // an order of dimensions that was never given a meaning; libhdf5 writes their numbers
      w.u32("permutation index", i);
    }
    ArrayType out = array(w, dims, part(w, t, ArrayType::base));
    if (out.size() != h.size) {
      throw w.corrupt("size", h.size, out.size() + " bytes, as dimensions and base type say");
    }
    return out;
  }

  private static ArrayType array(Wire w, List<Integer> dims, Datatype base) {
    long size = base.size();
    for (int n : dims) {
      size *= n;
      if (size > Integer.MAX_VALUE) {
        throw w.corrupt("dimension sizes", dims, "less than 2^31 bytes in an array");
      }
    }
    return new ArrayType(dims, base);
  }

  private static int dim(Wire w, int value) {
    long n = w.u32("dimension size", value);
    if (n < 1 || n > Integer.MAX_VALUE) {
      throw w.corrupt("dimension size", n, "1 to 2147483647");
    }
    return (int) n;
  }

  private EnumerationType enumeration(Wire w, EnumerationType t, Head h) {
    int n = h.field(0, 16);
    Datatype base = part(w, t, EnumerationType::base);
    if (base.size() != h.size) {
      throw w.corrupt("size", h.size, base.size() + " bytes, as the base type says");
    }
    w.count("number of members", n, 1 + base.size());
    List<String> names = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      names.add(name(w, t == null ? null : t.names().get(i), h.version));
    }
    byte[] values = w.bytes("values", (long) n * base.size(), t, EnumerationType::values);
    return new EnumerationType(base, names, values);
  }

  private static String name(Wire w, String value, int version) {
    return version < FIRST_PACKED_VERSION
        ? w.paddedTextZ("name", 8, value)
        : w.textZ("name", value);
  }

  private CompoundType compound(Wire w, CompoundType t, Head h) {
    int n = w.count("number of members", h.field(0, 16), 10);
    List<CompoundType.Member> members = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      members.add(member(w, t == null ? null : t.members().get(i), h));
    }
    return new CompoundType(h.size, members);
  }

  private CompoundType.Member member(Wire w, CompoundType.Member m, Head h) {
    String name = name(w, m == null ? null : m.name(), h.version);
    int width = h.version < FIRST_PACKED_VERSION ? 4 : MemberOffset.width(h.size);
    long offset = w.uvar("byte offset of member", width, m == null ? 0 : m.offset());
    if (offset >= h.size) {
      throw w.corrupt("byte offset of member", offset, "below the size of " + h.size);
    }
    Datatype type = m == null ? null : m.type();
    type = h.version == 1 ? oldMember(w, type) : transfer(w, type);
    if (offset + type.size() > h.size) {
      throw w.corrupt(
          "byte offset of member",
          offset,
          "room for the " + type.size() + " bytes of '" + name + "' within " + h.size);
    }
    return new CompoundType.Member(name, (int) offset, type);
  }

  /** Version 1 keeps small arrays in the member, in files from before there was an array class. */
  private Datatype oldMember(Wire w, Datatype t) {
    ArrayType array = versions.isInlineArray() ? (ArrayType) t : null;
    if (array != null) {
      versions.take();
    }
    int rank = w.u8("dimensionality", array == null ? 0 : array.dims().size());
    if (rank > MemberOffset.MAX_INLINE_RANK) {
      throw w.corrupt("dimensionality", rank, "at most " + MemberOffset.MAX_INLINE_RANK);
    }
    w.zeros("reserved", 3);
    w.zeros("dimension permutation", 4);
    w.zeros("reserved", 4);
    List<Integer> dims = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      dims.add(dim(w, array == null ? 0 : array.dims().get(i)));
    }
    w.zeros("dimension sizes", 4L * (MemberOffset.MAX_INLINE_RANK - rank));
    int mark = versions.mark();
    Datatype base = transfer(w, array == null ? t : array.base());
    if (rank == 0) {
      return base;
    }
    if (w.reading()) {
      versions.foundInlineArray(mark);
    }
    return array(w, dims, base);
  }
}
