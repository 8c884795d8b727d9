package org.myelin.hdf5.internal.dump;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.wire.Geometry;

/** Datatypes and dataspaces in the data description language. */
final class DdlTypes {
  /** Values of enumerations begin in the column behind a name of this length and two quotes. */
  private static final int NAME_COLUMN = 16;

  private final DdlPrinter out;

  DdlTypes(DdlPrinter out) {
    this.out = out;
  }

  /** Prints the line or lines of a type, with {@code before} ahead of it and {@code after}. */
  void print(DdlContext c, String before, Datatype type, String after) {
    StringBuilder line = new StringBuilder(before);
    type(c, line, type);
    out.text(c, line.append(after).toString());
  }

  /** Prints the type of a region's elements, its first lines deeper than the last. */
  void region(DdlContext c, Datatype type) {
    StringBuilder line = new StringBuilder("DATATYPE  ");
    c.level++;
    type(c, line, type);
    c.level--;
    out.text(c, line.toString());
  }

  /** Appends a type to a line; what comes before its last line is printed. */
  private void type(DdlContext c, StringBuilder line, Datatype type) {
    if (type instanceof FixedPointType t) {
      line.append(integer(t));
    } else if (type instanceof FloatingPointType t) {
      line.append(real(t));
    } else if (type instanceof BitFieldType t) {
      line.append(bits(t));
    } else if (type instanceof ReferenceType t) {
      line.append("H5T_REFERENCE { ").append(reference(t)).append(" }");
    } else if (type instanceof StringType t) {
      string(c, line, String.valueOf(t.size()), t.padding(), t.characterSet());
    } else if (type instanceof VariableLengthType t && t.isString()) {
      string(c, line, "H5T_VARIABLE", t.padding(), t.characterSet());
    } else if (type instanceof OpaqueType t) {
      open(c, line, "H5T_OPAQUE {");
      out.line(c, "OPAQUE_TAG \"" + ByteText.of(t.tag()) + "\";");
      close(c, line);
    } else if (type instanceof CompoundType t) {
      compound(c, line, t);
    } else if (type instanceof EnumerationType t) {
      enumeration(c, line, t);
    } else {
      around(c, line, type);
    }
  }

  /** Types that enclose one other without lines of their own. */
  private void around(DdlContext c, StringBuilder line, Datatype type) {
    if (type instanceof VariableLengthType t) {
      line.append("H5T_VLEN { ");
      type(c, line, t.base());
      line.append('}');
    } else if (type instanceof ArrayType t) {
      line.append("H5T_ARRAY { ");
      t.dims().forEach(d -> line.append('[').append(d).append(']'));
      line.append(' ');
      type(c, line, t.base());
      line.append(" }");
    } else if (type instanceof ComplexType t) {
      line.append("H5T_COMPLEX { ");
      type(c, line, t.base());
      line.append(" }");
    } else {
      line.append("H5T_TIME: not yet implemented");
    }
  }

  private void open(DdlContext c, StringBuilder line, String text) {
    out.text(c, line.append(text).toString());
    c.level++;
  }

  private void close(DdlContext c, StringBuilder line) {
    c.level--;
    c.newLine = true;
    line.setLength(0);
    line.append('}');
  }

  private void string(
      DdlContext c, StringBuilder line, String size, StringPadding padding, CharacterSet set) {
    open(c, line, "H5T_STRING {");
    out.line(c, "STRSIZE " + size + ";");
    out.line(
        c,
        switch (padding) {
          case NULL_TERMINATED -> "STRPAD H5T_STR_NULLTERM;";
          case NULL_PADDED -> "STRPAD H5T_STR_NULLPAD;";
          case SPACE_PADDED -> "STRPAD H5T_STR_SPACEPAD;";
        });
    out.line(c, set == CharacterSet.ASCII ? "CSET H5T_CSET_ASCII;" : "CSET H5T_CSET_UTF8;");
    out.line(c, "CTYPE H5T_C_S1;");
    close(c, line);
  }

  private void compound(DdlContext c, StringBuilder line, CompoundType t) {
    open(c, line, "H5T_COMPOUND {");
    for (CompoundType.Member m : t.members()) {
      c.newLine = true;
      print(c, "", m.type(), " \"" + ByteText.of(m.name()) + "\";");
    }
    close(c, line);
  }

  private void enumeration(DdlContext c, StringBuilder line, EnumerationType t) {
    open(c, line, "H5T_ENUM {");
    c.newLine = true;
    print(c, "", t.base(), ";");
    CanonicalNumber n = CanonicalNumber.of(t.base());
    for (int i = 0; i < t.names().size(); i++) {
      String name = ByteText.of(t.names().get(i));
      BigInteger v = n.value(ByteBuffer.wrap(t.value(i)), 0);
      // the start of the line is printed by itself, so a long name can leave an empty one behind
      c.newLine = true;
      out.start(out.plain(), c, 0, false);
      String gap = " ".repeat(Math.max(0, NAME_COLUMN - name.length()) + 1);
      out.text(c, "\"" + name + "\"" + gap + v + ";");
    }
    close(c, line);
  }

  private static String reference(ReferenceType t) {
    return switch (t.kind()) {
      case OBJECT -> "H5T_STD_REF_OBJECT";
      case REGION -> "H5T_STD_REF_DSETREG";
      // h5dump 1.10 does not know references of libhdf5 1.12 and calls them UNDEFINED
      default -> "H5T_STD_REF";
    };
  }

  private static String suffix(Endianness order) {
    return order == Endianness.LITTLE ? "LE" : "BE";
  }

  private static String order(int size, Endianness order) {
    if (size == 1) {
      return "";
    }
    return switch (order) {
      case LITTLE -> " little-endian";
      case BIG -> " big-endian";
      case VAX -> " mixed-endian";
    };
  }

  private static boolean isNative(int size) {
    return size == 1 || size == 2 || size == 4 || size == 8;
  }

  private static String integer(FixedPointType t) {
    if (t.isPlain() && isNative(t.size()) && !t.lowPad() && !t.highPad()) {
      return "H5T_STD_" + (t.signed() ? "I" : "U") + 8 * t.size() + suffix(t.order());
    }
    return 8 * t.size()
        + "-bit"
        + order(t.size(), t.order())
        + (t.signed() ? "" : " unsigned")
        + " integer "
        + t.precision()
        + "-bit precision";
  }

  private static String bits(BitFieldType t) {
    boolean plain = t.bitOffset() == 0 && t.precision() == 8 * t.size() && isNative(t.size());
    return plain ? "H5T_STD_B" + 8 * t.size() + suffix(t.order()) : "undefined bitfield";
  }

  private static String real(FloatingPointType t) {
    if (t.isIeee() && t.size() != 2) {
      return "H5T_IEEE_F" + 8 * t.size() + suffix(t.order());
    }
    if (t.order() == Endianness.VAX && isVax(t)) {
      return "H5T_VAX_F" + 8 * t.size();
    }
    return 8 * t.size()
        + "-bit"
        + order(t.size(), t.order())
        + " floating-point "
        + t.precision()
        + "-bit precision";
  }

  /** The two types that the library predefines. */
  private static boolean isVax(FloatingPointType t) {
    int exponent = t.size() == 4 ? 8 : 11;
    return (t.size() == 4 || t.size() == 8)
        && t.precision() == 8 * t.size()
        && t.exponentSize() == exponent
        && t.mantissaSize() == 8 * t.size() - 1 - exponent;
  }

  /** A dataspace, as it stands behind its word. */
  static String space(Dataspace s, Geometry g) {
    if (s.isNull()) {
      return "NULL";
    }
    return s.isScalar()
        ? "SCALAR"
        : "SIMPLE { ( "
            + lengths(s.shape())
            + " ) / ( "
            + lengths(ObjectText.asStored(s.maxShape(), g))
            + " ) }";
  }

  static String lengths(long[] lengths) {
    StringBuilder s = new StringBuilder();
    for (long n : lengths) {
      s.append(s.length() == 0 ? "" : ", ");
      s.append(n == Dataspace.UNLIMITED ? "H5S_UNLIMITED" : String.valueOf(n));
    }
    return s.toString();
  }
}
