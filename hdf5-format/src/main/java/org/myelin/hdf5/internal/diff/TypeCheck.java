package org.myelin.hdf5.internal.diff;

import java.util.Arrays;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.TimeType;
import org.myelin.hdf5.VariableLengthType;

/** Whether elements of two types and shapes can be compared at all; tells if not. */
final class TypeCheck {
  private final Comparison c;
  private final String name1;
  private final String name2;
  private final Shape shape1;
  private final Shape shape2;

  /** Lengths of dimensions, and how far they may grow. */
  record Shape(long[] dims, long[] max) {
    @Override
    public String toString() {
      return "has rank "
          + dims.length
          + ", dimensions "
          + Place.dimensions(dims)
          + ", max dimensions "
          + Place.dimensions(max);
    }
  }

  /**
   * @param name1 what the first is called, as bytes; null to print nothing
   */
  TypeCheck(Comparison c, String name1, String name2, Shape shape1, Shape shape2) {
    this.c = c;
    this.name1 = "<" + name1 + ">";
    this.name2 = "<" + name2 + ">";
    this.shape1 = shape1;
    this.shape2 = shape2;
  }

  /** Whether they can be compared. */
  boolean test(Datatype a, Datatype b) {
    return test(a, b, false);
  }

  private boolean unlike(String text) {
    c.unlike("Not comparable: " + text + "\n");
    c.notComparable();
    return false;
  }

  private boolean test(Datatype a, Datatype b, boolean member) {
    String class1 = name(a);
    String class2 = name(b);
    if (!class1.equals(class2)) {
      String is = member ? " has a class " : " is of class ";
      return unlike(name1 + is + class1 + " and " + name2 + is + class2);
    }
    if (a instanceof TimeType) {
      return unlike(name1 + " and " + name2 + " are of class " + class2);
    }
    if (!a.equals(b)) {
      warnOfTypes(a, b);
    }
    if (shape1.dims().length != shape2.dims().length
        || !Arrays.equals(shape1.dims(), shape2.dims())) {
      return unlike(name1 + " " + shape1 + "\nand " + name2 + " " + shape2);
    }
    if (!Arrays.equals(shape1.max(), shape2.max())) {
      warn(
          "Warning: different maximum dimensions\n"
              + (name1 + " has max dimensions " + Place.dimensions(shape1.max()) + "\n")
              + (name2 + " has max dimensions " + Place.dimensions(shape2.max()) + "\n"));
    }
    if (ElementDiffs.isText(a)
        && a instanceof VariableLengthType != b instanceof VariableLengthType) {
      return unlike(name1 + " or " + name2 + " is of mixed string type");
    }
    return !(a instanceof CompoundType t) || members(t, (CompoundType) b);
  }

  private boolean members(CompoundType a, CompoundType b) {
    int n = a.members().size();
    int m = b.members().size();
    if (n != m) {
      return unlike(name1 + " has " + n + " members " + name2 + " has " + m + " members ");
    }
    for (int i = 0; i < n; i++) {
      if (!test(a.members().get(i).type(), b.members().get(i).type(), true)) {
        return false;
      }
    }
    return true;
  }

  private void warn(String text) {
    if (c.options().isVerbose()) {
      c.print(text);
    }
  }

  private void warnOfTypes(Datatype a, Datatype b) {
    String text = "Warning: different storage datatype\n";
    if (a instanceof FixedPointType || a instanceof FloatingPointType) {
      text += name1 + " has file datatype " + fileType(a) + "\n";
      text += name2 + " has file datatype " + fileType(b) + "\n";
    }
    warn(text);
  }

  /** What h5diff calls a type of numbers. */
  private static String fileType(Datatype type) {
    if (type instanceof FixedPointType t) {
      boolean plain = t.isPlain() && Integer.bitCount(t.size()) == 1 && t.size() <= 8;
      return plain
          ? "H5T_STD_" + (t.signed() ? "I" : "U") + 8 * t.size() + suffix(t.order())
          : "undefined integer";
    }
    FloatingPointType t = (FloatingPointType) type;
    if (t.isIeee() && (t.size() == 4 || t.size() == 8)) {
      return "H5T_IEEE_F" + 8 * t.size() + suffix(t.order());
    }
    boolean longDouble = t.size() == 16 && t.precision() == 80 && t.order() == Endianness.LITTLE;
    return longDouble ? "H5T_NATIVE_LDOUBLE" : "undefined float";
  }

  private static String suffix(Endianness order) {
    return order == Endianness.LITTLE ? "LE" : "BE";
  }

  /** Whether a number of this type, or the numbers that it is made of, may be negative. */
  static String sign(Datatype t) {
    if (t instanceof EnumerationType e) {
      return sign(e.base());
    }
    return t instanceof FixedPointType f
        ? f.signed() ? "H5T_SGN_2" : "H5T_SGN_NONE"
        : "H5T_SGN_ERROR";
  }

  private static String name(Datatype t) {
    if (ElementDiffs.isText(t)) {
      return "H5T_STRING";
    }
    if (t instanceof FixedPointType) {
      return "H5T_INTEGER";
    }
    if (t instanceof FloatingPointType) {
      return "H5T_FLOAT";
    }
    if (t instanceof TimeType) {
      return "H5T_TIME";
    }
    if (t instanceof BitFieldType) {
      return "H5T_BITFIELD";
    }
    if (t instanceof OpaqueType) {
      return "H5T_OPAQUE";
    }
    if (t instanceof CompoundType) {
      return "H5T_COMPOUND";
    }
    if (t instanceof ReferenceType) {
      return "H5T_REFERENCE";
    }
    if (t instanceof EnumerationType) {
      return "H5T_ENUM";
    }
    if (t instanceof VariableLengthType) {
      return "H5T_VLEN";
    }
    return t instanceof ArrayType ? "H5T_ARRAY" : "H5T_COMPLEX";
  }
}
