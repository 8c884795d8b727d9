package org.myelin.hdf5.internal.dump;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.dataset.ReadBudget;
import org.myelin.hdf5.internal.dataset.VlenElements;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.wire.Utf8;

/**
 * Elements in a form that does not depend on how a file stores them: numbers little endian, text
 * with its length, sequences with their count, references as the path of what they point at.
 */
public final class ElementStream {
  private static final int NO_SELECTION = 0xffffffff;

  private final OpenFile file;
  private final String where;
  private final ReferenceTargets targets;
  private final ReadBudget budget;

  /** For text and sequences only. */
  public ElementStream(OpenFile file, String where) {
    this(file, where, null);
  }

  ElementStream(OpenFile file, String where, ReferenceTargets targets) {
    this.file = file;
    this.where = where;
    this.targets = targets;
    this.budget = new ReadBudget(where, file.limits().maxAllocation() / 8);
  }

  /** Adds one element to the stream. */
  void put(Datatype type, ByteBuffer b, int at, ByteArrayOutputStream out) {
    CanonicalNumber n = CanonicalNumber.of(type);
    if (n != null) {
      byte[] bytes = new byte[n.size()];
      n.put(b, at, bytes, 0);
      out.writeBytes(bytes);
    } else if (type instanceof EnumerationType t) {
      put(t.base(), b, at, out);
    } else if (type instanceof OpaqueType t) {
      out.writeBytes(bytes(b, at, t.size()));
    } else if (type instanceof StringType t) {
      text(stripped(t, b, at), out);
    } else if (type instanceof CompoundType t) {
      t.members().forEach(m -> put(m.type(), b, at + m.offset(), out));
    } else if (type instanceof ArrayType t) {
      list(t.base(), b, at, t.elements(), out);
    } else if (type instanceof ComplexType t) {
      list(t.base(), b, at, 2, out);
    } else if (type instanceof VariableLengthType t) {
      byte[] bytes = variable(t, b, at);
      if (t.isString()) {
        text(bytes, out);
      } else {
        int count = bytes.length / t.base().size();
        u32(count, out);
        list(t.base(), ByteBuffer.wrap(bytes), 0, count, out);
      }
    } else {
      reference((ReferenceType) type, b, at, out);
    }
  }

  private void list(Datatype base, ByteBuffer b, int at, int count, ByteArrayOutputStream out) {
    CanonicalNumber n = CanonicalNumber.of(base);
    if (n != null) {
      byte[] bytes = new byte[count * n.size()];
      for (int i = 0; i < count; i++) {
        n.put(b, at + i * n.size(), bytes, i * n.size());
      }
      out.writeBytes(bytes);
      return;
    }
    for (int i = 0; i < count; i++) {
      put(base, b, at + i * base.size(), out);
    }
  }

  public byte[] stripped(StringType t, ByteBuffer b, int at) {
    byte[] bytes = bytes(b, at, t.size());
    if (t.padding() == StringPadding.NULL_TERMINATED) {
      return toFirstNul(bytes);
    }
    int pad = t.padding() == StringPadding.SPACE_PADDED ? ' ' : 0;
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == pad) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static byte[] toFirstNul(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return Arrays.copyOf(bytes, end);
  }

  public boolean isNull(ByteBuffer b, int at) {
    return VlenElements.id(b, at, file.geometry()).isNull();
  }

  /** The bytes of a variable-length value: its text, or its elements in stored form. */
  public byte[] variable(VariableLengthType t, ByteBuffer b, int at) {
    if (t.size() < 8 + file.geometry().sizeOfOffsets()) {
      throw new CorruptFileException(
          where,
          "Datatype message",
          "size",
          -1,
          "" + t.size(),
          8 + file.geometry().sizeOfOffsets() + " for variable length",
          "");
    }
    long count = VlenElements.count(b, at);
    GlobalHeapId id = VlenElements.id(b, at, file.geometry());
    if (count == 0 || id.isNull()) {
      return new byte[0];
    }
    byte[] stored = file.heap().read(id);
    budget.take(1, stored.length + 16L);
    if (t.isString()) {
      return toFirstNul(
          stored.length > count ? Arrays.copyOf(stored, Math.toIntExact(count)) : stored);
    }
    long bytes = count * t.base().size();
    if (bytes > stored.length) {
      throw new CorruptFileException(
          where,
          "Global heap object",
          "size",
          id.collectionAddress(),
          stored.length + " bytes",
          count + " elements of " + t.base().size() + " bytes",
          "");
    }
    return Arrays.copyOf(stored, (int) bytes);
  }

  private void reference(ReferenceType t, ByteBuffer b, int at, ByteArrayOutputStream out) {
    ReferenceTargets.Target r = targets.of(t, bytes(b, at, t.size()));
    text(Utf8.encode(r.path()), out);
    if (t.kind() == ReferenceType.Kind.OBJECT) {
      return;
    }
    if (t.kind() != ReferenceType.Kind.REGION) {
      text(r.attribute() == null ? new byte[0] : Utf8.encode(r.attribute()), out);
    }
    if (r.selection() == null) {
      u32(NO_SELECTION, out);
    } else {
      out.writeBytes(r.selection());
    }
  }

  /** A reference for people: where it points. */
  Object shownReference(Datatype type, ByteBuffer b, int at) {
    if (!(type instanceof ReferenceType t)) {
      throw new UnsupportedFormatException(
          where + ": values of type " + type,
          new Finding(where, "datatype", -1, type.toString(), "a type that can be shown"));
    }
    ReferenceTargets.Target r = targets.of(t, bytes(b, at, t.size()));
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("target", r.path());
    if (r.attribute() != null) {
      m.put("attribute", r.attribute());
    }
    return m;
  }

  private static byte[] bytes(ByteBuffer b, int at, int size) {
    byte[] out = new byte[size];
    b.get(at, out);
    return out;
  }

  private static void text(byte[] bytes, ByteArrayOutputStream out) {
    u32(bytes.length, out);
    out.writeBytes(bytes);
  }

  private static void u32(int v, ByteArrayOutputStream out) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(v).array());
  }
}
