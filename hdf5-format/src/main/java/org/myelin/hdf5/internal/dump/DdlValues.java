package org.myelin.hdf5.internal.dump;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
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
import org.myelin.hdf5.VariableLengthType;

/** One element as text, over several lines where h5dump has it so. */
final class DdlValues {
  private static final String TEXT_CONTINUATION = "           ";

  private final ElementStream stream;
  private final DdlReferences references;
  private final boolean escape;
  private final boolean characters;
  private final Map<EnumerationType, Map<BigInteger, String>> names = new IdentityHashMap<>();

  /** Whether an array has ended inside the element that was printed last. */
  private boolean arrayInside;

  /**
   * @param escape whether control characters are escaped
   * @param characters whether integers of one byte are characters
   */
  DdlValues(ElementStream stream, DdlReferences references, boolean escape, boolean characters) {
    this.stream = stream;
    this.references = references;
    this.escape = escape;
    this.characters = characters;
  }

  /**
   * Appends an element.
   *
   * @param level of indentation of the line that it begins in
   */
  void append(StringBuilder out, Datatype type, ByteBuffer b, int at, int level) {
    if (type instanceof FixedPointType t) {
      if (characters && t.size() == 1) {
        byte[] c = new byte[1];
        CanonicalNumber.of(t).put(b, at, c, 0);
        character(out, c[0]);
      } else {
        DdlNumbers.append(out, t, b, at);
      }
    } else if (type instanceof FloatingPointType t) {
      DdlNumbers.append(out, t, b, at);
    } else if (type instanceof StringType t) {
      byte[] bytes = new byte[t.size()];
      b.get(at, bytes);
      text(out, bytes, t.padding() == StringPadding.NULL_TERMINATED ? length(bytes) : t.size());
    } else if (type instanceof CompoundType t) {
      compound(out, t, b, at, level);
    } else if (type instanceof EnumerationType t) {
      enumeration(out, t, b, at);
    } else if (type instanceof ArrayType t) {
      array(out, t, b, at, level);
    } else if (type instanceof VariableLengthType t) {
      variable(out, t, b, at, level);
    } else if (type instanceof ComplexType t) {
      complex(out, t, b, at, level);
    } else if (type instanceof ReferenceType t) {
      out.append(references.value(t, b, at));
    } else {
      hex(out, octets(type, b, at));
    }
  }

  private static byte[] octets(Datatype type, ByteBuffer b, int at) {
    if (type instanceof OpaqueType) {
      byte[] bytes = new byte[type.size()];
      b.get(at, bytes);
      return bytes;
    }
    CanonicalNumber n = CanonicalNumber.of(type);
    byte[] bytes = new byte[n.size()];
    n.put(b, at, bytes, 0);
    return type instanceof BitFieldType t
        ? Arrays.copyOf(bytes, nativeSize(t.precision(), t.size()))
        : bytes;
  }

  /** Bytes of the C type that these bits are converted to. */
  private static int nativeSize(int precision, int size) {
    return precision <= 8
        ? 1
        : precision <= 16 ? 2 : precision <= 32 ? 4 : precision <= 64 ? 8 : size;
  }

  private static void hex(StringBuilder out, byte[] bytes) {
    if (bytes.length == 1) {
      out.append("0x");
    }
    for (int i = 0; i < bytes.length; i++) {
      out.append(i == 0 ? "" : ":");
      out.append(Character.forDigit(bytes[i] >> 4 & 15, 16));
      out.append(Character.forDigit(bytes[i] & 15, 16));
    }
  }

  // ---- text

  private static int length(byte[] bytes) {
    int n = 0;
    while (n < bytes.length && bytes[n] != 0) {
      n++;
    }
    return n;
  }

  private void text(StringBuilder out, byte[] bytes, int length) {
    out.append('"');
    for (int i = 0; i < length; i++) {
      character(out, bytes[i]);
    }
    out.append('"');
  }

  private void character(StringBuilder out, byte c) {
    int escaped = "\"\\\b\f\n\r\t".indexOf(c);
    if (c > 0 && escaped >= 0) {
      if (escape) {
        out.append('\\').append("\"\\bfnrt".charAt(escaped));
      } else {
        out.append((char) c).append(c == '\n' || c == '\r' ? TEXT_CONTINUATION : "");
      }
    } else if (c >= ' ' && c <= '~') {
      out.append((char) c);
    } else {
      octal(out, c);
    }
  }

  /** As C shows a character that it takes for a negative number. */
  private static void octal(StringBuilder out, byte c) {
    String digits = Integer.toOctalString(c);
    out.append('\\').append("0".repeat(Math.max(0, 3 - digits.length()))).append(digits);
  }

  // ---- names of an enumeration's values

  private void enumeration(StringBuilder out, EnumerationType t, ByteBuffer b, int at) {
    CanonicalNumber n = CanonicalNumber.of(t.base());
    String name = names.computeIfAbsent(t, DdlValues::names).get(n.value(b, at));
    if (name != null) {
      out.append(name);
      return;
    }
    byte[] bytes = new byte[n.size()];
    if (t.base() instanceof FixedPointType f && f.isPlain() && f.order() == Endianness.LITTLE) {
      n.put(b, at, bytes, 0);
    } else {
      // h5dump converts the value, which fails where no name belongs to it
      Arrays.fill(bytes, (byte) 0xff);
    }
    hex(out, bytes);
  }

  private static Map<BigInteger, String> names(EnumerationType t) {
    Map<BigInteger, String> m = new HashMap<>();
    CanonicalNumber n = CanonicalNumber.of(t.base());
    for (int i = 0; i < t.names().size(); i++) {
      m.putIfAbsent(n.value(ByteBuffer.wrap(t.value(i)), 0), escaped(t.names().get(i)));
    }
    return m;
  }

  private static String escaped(String name) {
    StringBuilder s = new StringBuilder();
    for (char c : ByteText.of(name).toCharArray()) {
      int at = "'\"\\?\u0007\b\f\n\r\t\u000b".indexOf(c);
      if (at >= 0) {
        s.append('\\').append("'\"\\?abfnrtv".charAt(at));
      } else if (c < ' ' || c > '~') {
        s.append('\\').append(String.format("%03o", (int) c));
      } else {
        s.append(c);
      }
    }
    return s.toString();
  }

  // ---- what holds other elements

  private void compound(StringBuilder out, CompoundType t, ByteBuffer b, int at, int level) {
    out.append('{');
    String before = "";
    for (CompoundType.Member m : t.members()) {
      out.append(before);
      line(out, level + 1);
      append(out, m.type(), b, at + m.offset(), level + 1);
      before = ",";
    }
    line(out, level);
    out.append('}');
  }

  private static void line(StringBuilder out, int level) {
    out.append('\n').append(DdlContext.INDENT.repeat(Math.max(0, level)));
  }

  private void array(StringBuilder out, ArrayType t, ByteBuffer b, int at, int level) {
    out.append("[ ");
    int row = t.dims().get(t.dims().size() - 1);
    Datatype base = t.base();
    for (int i = 0; i < t.elements(); i++) {
      if (i > 0) {
        out.append(',');
        if (i % row == 0) {
          line(out, level + 1);
        } else if (arrayInside) {
          out.append("\n ").append(DdlContext.INDENT.repeat(Math.max(0, level + 1)));
        } else {
          out.append(' ');
        }
      }
      arrayInside = false;
      append(out, base, b, at + i * base.size(), level + 1);
    }
    out.append(" ]");
    arrayInside = true;
  }

  private void variable(StringBuilder out, VariableLengthType t, ByteBuffer b, int at, int level) {
    if (t.isString()) {
      if (stream.isNull(b, at)) {
        out.append("NULL");
      } else {
        byte[] bytes = stream.variable(t, b, at);
        text(out, bytes, bytes.length);
      }
      return;
    }
    byte[] bytes = stream.variable(t, b, at);
    ByteBuffer elements = ByteBuffer.wrap(bytes);
    out.append('(');
    int size = t.base().size();
    for (int i = 0; i < bytes.length / size; i++) {
      out.append(i == 0 ? "" : ", ");
      append(out, t.base(), elements, i * size, level + 1);
    }
    out.append(')');
  }

  private void complex(StringBuilder out, ComplexType t, ByteBuffer b, int at, int level) {
    append(out, t.base(), b, at, level);
    int imaginary = out.length();
    append(out, t.base(), b, at + t.base().size(), level);
    if (out.charAt(imaginary) != '-') {
      out.insert(imaginary, '+');
    }
    out.append('i');
  }
}
