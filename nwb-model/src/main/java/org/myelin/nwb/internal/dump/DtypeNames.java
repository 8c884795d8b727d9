package org.myelin.nwb.internal.dump;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Set;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.VariableLengthType;

/**
 * Names for datatypes that any language understands: {@code int16}, {@code utf8}, {@code objref};
 * byte order is left out.
 */
final class DtypeNames {
  private DtypeNames() {}

  static void write(JsonGenerator out, Datatype type) throws IOException {
    if (type instanceof CompoundType compound) {
      out.writeStartObject();
      out.writeArrayFieldStart("compound");
      for (CompoundType.Member member : compound.members()) {
        out.writeStartArray();
        out.writeString(member.name());
        write(out, member.type());
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeEndObject();
    } else if (type instanceof ArrayType array) {
      out.writeStartObject();
      out.writeArrayFieldStart("array");
      for (int length : array.dims()) {
        out.writeNumber(length);
      }
      out.writeEndArray();
      out.writeFieldName("of");
      write(out, array.base());
      out.writeEndObject();
    } else {
      out.writeString(name(type));
    }
  }

  static String name(Datatype type) {
    if (type instanceof FixedPointType integer) {
      return (integer.signed() ? "int" : "uint") + 8 * integer.size();
    } else if (type instanceof FloatingPointType real) {
      return "float" + 8 * real.size();
    } else if (type instanceof StringType text) {
      return characters(text.characterSet()) + "[" + text.size() + "]";
    } else if (type instanceof VariableLengthType vlen) {
      return vlen.isString() ? characters(vlen.characterSet()) : "vlen<" + name(vlen.base()) + ">";
    } else if (type instanceof ReferenceType reference) {
      return switch (reference.kind()) {
        case OBJECT, OBJECT_2 -> "objref";
        case REGION, REGION_2 -> "regref";
        case ATTRIBUTE -> "attrref";
      };
    } else if (type instanceof EnumerationType names) {
      return isBoolean(names) ? "bool" : "enum:" + name(names.base());
    } else if (type instanceof OpaqueType opaque) {
      return "void" + 8 * opaque.size();
    } else if (type instanceof BitFieldType bits) {
      return "uint" + 8 * bits.size();
    }
    return type.toString();
  }

  /** A flag as h5py writes it, in whatever order the names come. */
  static boolean isBoolean(EnumerationType type) {
    return Set.copyOf(type.names()).equals(Set.of("FALSE", "TRUE"));
  }

  private static String characters(CharacterSet set) {
    return set == CharacterSet.UTF_8 ? "utf8" : "ascii";
  }
}
