package org.myelin.hdf5;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.CompoundType.Member;

/**
 * What one element of a dataset or attribute is, in the file. Immutable; equal types have equal
 * bytes in the file.
 *
 * <pre>{@code
 * Datatype point = Datatype.compound(Datatype.member("x", Datatype.F64), Datatype.member("y", Datatype.F64));
 * }</pre>
 *
 * <p>Specification: IV.A.2.d, the Datatype message.
 */
public sealed interface Datatype
    permits FixedPointType,
        FloatingPointType,
        TimeType,
        StringType,
        BitFieldType,
        OpaqueType,
        CompoundType,
        ReferenceType,
        EnumerationType,
        VariableLengthType,
        ArrayType,
        ComplexType {
  /** Signed byte. */
  Datatype I8 = FixedPointType.of(1, Endianness.LITTLE, true);

  /** Signed 16-bit integer, little endian, as are all constants without {@code _BE}. */
  Datatype I16 = FixedPointType.of(2, Endianness.LITTLE, true);

  /** Signed 32-bit integer. */
  Datatype I32 = FixedPointType.of(4, Endianness.LITTLE, true);

  /** Signed 64-bit integer. */
  Datatype I64 = FixedPointType.of(8, Endianness.LITTLE, true);

  /** Unsigned byte. */
  Datatype U8 = FixedPointType.of(1, Endianness.LITTLE, false);

  /** Unsigned 16-bit integer. */
  Datatype U16 = FixedPointType.of(2, Endianness.LITTLE, false);

  /** Unsigned 32-bit integer. */
  Datatype U32 = FixedPointType.of(4, Endianness.LITTLE, false);

  /** Unsigned 64-bit integer. */
  Datatype U64 = FixedPointType.of(8, Endianness.LITTLE, false);

  /** Signed 16-bit integer, big endian. */
  Datatype I16_BE = FixedPointType.of(2, Endianness.BIG, true);

  /** Signed 32-bit integer, big endian. */
  Datatype I32_BE = FixedPointType.of(4, Endianness.BIG, true);

  /** Signed 64-bit integer, big endian. */
  Datatype I64_BE = FixedPointType.of(8, Endianness.BIG, true);

  /** Unsigned 16-bit integer, big endian. */
  Datatype U16_BE = FixedPointType.of(2, Endianness.BIG, false);

  /** Unsigned 32-bit integer, big endian. */
  Datatype U32_BE = FixedPointType.of(4, Endianness.BIG, false);

  /** Unsigned 64-bit integer, big endian. */
  Datatype U64_BE = FixedPointType.of(8, Endianness.BIG, false);

  /** IEEE half precision. */
  Datatype F16 = FloatingPointType.ieee(2, Endianness.LITTLE);

  /** IEEE single precision. */
  Datatype F32 = FloatingPointType.ieee(4, Endianness.LITTLE);

  /** IEEE double precision. */
  Datatype F64 = FloatingPointType.ieee(8, Endianness.LITTLE);

  /** IEEE half precision, big endian. */
  Datatype F16_BE = FloatingPointType.ieee(2, Endianness.BIG);

  /** IEEE single precision, big endian. */
  Datatype F32_BE = FloatingPointType.ieee(4, Endianness.BIG);

  /** IEEE double precision, big endian. */
  Datatype F64_BE = FloatingPointType.ieee(8, Endianness.BIG);

  /** Variable-length UTF-8 string, kept in the global heap. */
  Datatype VLEN_UTF8 = VariableLengthType.string(StringPadding.NULL_TERMINATED, CharacterSet.UTF_8);

  /** Variable-length ASCII string, kept in the global heap. */
  Datatype VLEN_ASCII =
      VariableLengthType.string(StringPadding.NULL_TERMINATED, CharacterSet.ASCII);

  /** Boolean as h5py writes it: a signed byte with the names FALSE = 0 and TRUE = 1. */
  Datatype BOOL = enumeration(I8, List.of("FALSE", "TRUE"), new byte[] {0, 1});

  /** Reference to an object of the same file: the address of its header. */
  Datatype OBJECT_REFERENCE = new ReferenceType(ReferenceType.Kind.OBJECT, 8);

  /** A dataset of the same file and elements of it ({@link RegionReference}). */
  Datatype REGION_REFERENCE = new ReferenceType(ReferenceType.Kind.REGION, 12);

  /**
   * An object, elements or an attribute of this or another file ({@link StandardReference});
   * libhdf5 1.12 and later read it.
   */
  Datatype STANDARD_REFERENCE = new ReferenceType(ReferenceType.Kind.OBJECT_2, 18);

  /** Bytes of one element in the file (for variable length: of its place in the heap). */
  int size();

  /** A string of {@code size} bytes. */
  static StringType fixedString(int size, CharacterSet characterSet, StringPadding padding) {
    return new StringType(size, padding, characterSet);
  }

  /** A null-padded string of {@code size} bytes, as h5py writes numpy bytes. */
  static StringType fixedString(int size, CharacterSet characterSet) {
    return new StringType(size, StringPadding.NULL_PADDED, characterSet);
  }

  /** A member for {@link #compound(Member...)}, placed right after the one before. */
  static Member member(String name, Datatype type) {
    return new Member(name, -1, type);
  }

  /** A compound whose members are packed: offsets below 0 mean right after the member before. */
  static CompoundType compound(Member... members) {
    List<Member> placed = new ArrayList<>();
    int end = 0;
    int size = 0;
    for (Member m : members) {
      int at = m.offset() < 0 ? end : m.offset();
      placed.add(new Member(m.name(), at, m.type()));
      end = Math.addExact(at, m.type().size());
      size = Math.max(size, end);
    }
    return new CompoundType(size, placed);
  }

  /** A compound of a given size, whose members have offsets. */
  static CompoundType compound(int size, List<Member> members) {
    return new CompoundType(size, members);
  }

  /**
   * Named values of an integer type; {@code values} holds them one after the other in the base
   * type's bytes.
   */
  static EnumerationType enumeration(Datatype base, List<String> names, byte[] values) {
    return new EnumerationType(base, names, values);
  }

  /** A small array as one element. */
  static ArrayType array(Datatype base, int... dims) {
    return new ArrayType(ArrayType.box(dims), base);
  }

  /** Any number of {@code base} as one element, kept in the global heap. */
  static VariableLengthType vlen(Datatype base) {
    return VariableLengthType.sequence(base);
  }

  /** Bytes with a tag that says what they are. */
  static OpaqueType opaque(int size, String tag) {
    return new OpaqueType(size, tag);
  }

  /** Bits in whole little-endian bytes. */
  static BitFieldType bitField(int size) {
    return new BitFieldType(size, Endianness.LITTLE, false, false, 0, 8 * size);
  }
}
