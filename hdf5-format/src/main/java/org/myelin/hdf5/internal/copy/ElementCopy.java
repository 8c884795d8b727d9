package org.myelin.hdf5.internal.copy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.dataset.VlenElements;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.wire.Geometry;

/**
 * Stored elements of one file as stored elements of another: values of variable length go to the
 * other file's heap, references to where the objects are there. For one thread.
 */
final class ElementCopy {
  /** Bytes of a stored reference before a heap id or token: kind, flags. */
  private static final int HEAD = 2;

  /** A reference whose object stands in the element itself. */
  private static final int OBJECT_2 = 2;

  private final OpenFile from;
  private final OpenFile to;
  private final TypeMap types;
  private final ReferenceMap references;

  ElementCopy(OpenFile from, OpenFile to, ReferenceMap references) {
    this.from = from;
    this.to = to;
    this.types = new TypeMap(from.geometry(), to.geometry());
    this.references = references;
  }

  /** The type in the other file. */
  Datatype type(Datatype t) {
    return types.of(t);
  }

  /** Whether elements of this type are the same bytes in every file. */
  static boolean isPlain(Datatype t) {
    if (t instanceof CompoundType c) {
      return c.members().stream().allMatch(m -> isPlain(m.type()));
    }
    return t instanceof ArrayType a
        ? isPlain(a.base())
        : !(t instanceof VariableLengthType || t instanceof ReferenceType);
  }

  /** The elements, from the buffer's start to its limit, as the other file stores them. */
  ByteBuffer of(String where, Datatype type, ByteBuffer elements) {
    if (isPlain(type)) {
      return elements;
    }
    int count = elements.limit() / type.size();
    Datatype there = types.of(type);
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(count, there.size())).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer in = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    Move move = move(where, type, there);
    for (int i = 0; i < count; i++) {
      move.one(in, i * type.size(), out, i * there.size());
    }
    return out;
  }

  /** Brings one value from a place in one buffer to a place in another. */
  @FunctionalInterface
  private interface Move {
    void one(ByteBuffer in, int at, ByteBuffer out, int to);
  }

  private Move move(String where, Datatype type, Datatype there) {
    if (isPlain(type)) {
      int size = type.size();
      return (in, at, out, to) -> out.put(to, in, at, size);
    }
    if (type instanceof CompoundType c) {
      return compound(where, c, (CompoundType) there);
    }
    if (type instanceof ArrayType a) {
      int n = a.elements();
      int step = a.base().size();
      int stepThere = ((ArrayType) there).base().size();
      Move each = move(where, a.base(), ((ArrayType) there).base());
      return (in, at, out, to) -> {
        for (int i = 0; i < n; i++) {
          each.one(in, at + i * step, out, to + i * stepThere);
        }
      };
    }
    if (type instanceof VariableLengthType v) {
      return sequence(where, v, ((VariableLengthType) there).base());
    }
    return reference(where, (ReferenceType) type);
  }

  /** What lies between the members is not kept. */
  private Move compound(String where, CompoundType c, CompoundType there) {
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < c.members().size(); i++) {
      int at = c.members().get(i).offset();
      int atThere = there.members().get(i).offset();
      Move m = move(where, c.members().get(i).type(), there.members().get(i).type());
      moves.add((in, start, out, to) -> m.one(in, start + at, out, to + atThere));
    }
    return (in, at, out, to) -> moves.forEach(m -> m.one(in, at, out, to));
  }

  private Move sequence(String where, VariableLengthType v, Datatype baseThere) {
    int size = v.isString() ? 1 : v.base().size();
    boolean plain = v.isString() || isPlain(v.base());
    Move each = plain ? null : move(where, v.base(), baseThere);
    return (in, at, out, to) -> {
      long count = VlenElements.count(in, at);
      GlobalHeapId id = VlenElements.id(in, at, from.geometry());
      if (id.isNull()) {
        return;
      }
      byte[] stored = from.heap().read(id);
      if (stored.length < count * size) {
        throw from.corrupt(
            where,
            "length of a value",
            id.collectionAddress(),
            stored.length + " bytes in the heap",
            count + " elements of " + size + " bytes");
      }
      int n = (int) count;
      byte[] now = Arrays.copyOf(stored, n * size);
      if (!plain) {
        ByteBuffer a = ByteBuffer.wrap(now).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b =
            ByteBuffer.allocate(Math.multiplyExact(n, baseThere.size()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
          each.one(a, i * size, b, i * baseThere.size());
        }
        now = b.array();
      }
      VlenElements.putSlot(out, to, n, add(now), this.to.geometry());
    };
  }

  private GlobalHeapId add(byte[] value) {
    return to.heap().add(value);
  }

  // ---- references

  private Move reference(String where, ReferenceType r) {
    int size = r.size();
    return (in, at, out, to) -> {
      byte[] stored = new byte[size];
      in.get(at, stored);
      if (!isZero(stored)) {
        switch (r.kind()) {
          case OBJECT -> putAddress(out, to, moved(stored, 0, size));
          case REGION -> region(where, stored, out, to);
          case OBJECT_2, REGION_2, ATTRIBUTE -> standard(where, stored, out, to);
        }
      }
    };
  }

  private static boolean isZero(byte[] b) {
    for (byte x : b) {
      if (x != 0) {
        return false;
      }
    }
    return true;
  }

  private long moved(byte[] b, int at, int length) {
    long address = 0;
    for (int i = Math.min(length, Long.BYTES) - 1; i >= 0; i--) {
      address = address << 8 | b[at + i] & 0xff;
    }
    if (address == 0) {
      return ReferenceMap.NULL;
    }
    boolean undefined = length < 8 ? address == (1L << 8 * length) - 1 : address == -1;
    return undefined
        ? ReferenceMap.NOWHERE
        : references.address(from.geometry().positions().applyAsLong(address));
  }

  private void putAddress(ByteBuffer out, int at, long address) {
    for (int i = 0; i < to.geometry().sizeOfOffsets(); i++) {
      out.put(at + i, (byte) (address >>> 8 * i));
    }
  }

  /** The heap holds the dataset's address and the selection, whose form is the same everywhere. */
  private void region(String where, byte[] stored, ByteBuffer out, int at) {
    byte[] body = body(where, stored, 0, from.geometry().sizeOfOffsets());
    if (body == null) {
      return;
    }
    int width = from.geometry().sizeOfOffsets();
    long now = moved(body, 0, width);
    if (now == ReferenceMap.NULL) {
      return;
    }
    int widthThere = to.geometry().sizeOfOffsets();
    ByteBuffer b = ByteBuffer.allocate(body.length - width + widthThere);
    putAddress(b, 0, now);
    b.put(widthThere, body, width, body.length - width);
    putId(out, at, add(b.array()));
  }

  /** The bytes in the heap whose id stands at {@code at}; null for none. */
  private byte[] body(String where, byte[] stored, int at, int least) {
    Geometry g = from.geometry();
    long address = 0;
    for (int i = g.sizeOfOffsets() - 1; i >= 0; i--) {
      address = address << 8 | stored[at + i] & 0xff;
    }
    if (address == 0) {
      return null;
    }
    ByteBuffer b = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    GlobalHeapId id =
        new GlobalHeapId(
            g.positions().applyAsLong(address), b.getInt(at + g.sizeOfOffsets()) & 0xffffffffL);
    byte[] body = from.heap().read(id);
    if (body.length < least) {
      throw from.corrupt(
          where,
          "reference in the heap",
          id.collectionAddress(),
          body.length + " bytes",
          "at least " + least);
    }
    return body;
  }

  private void putId(ByteBuffer out, int at, GlobalHeapId id) {
    putAddress(out, at, id.collectionAddress());
    out.putInt(at + to.geometry().sizeOfOffsets(), (int) id.index());
  }

  /** Only the token, the object's address, is another one; short references hold it themselves. */
  private void standard(String where, byte[] stored, ByteBuffer out, int at) {
    out.put(at, stored, 0, HEAD);
    boolean elsewhere = (stored[1] & 1) != 0;
    if (stored[0] == OBJECT_2 && stored[1] == 0) {
      ByteBuffer b = token(where, stored, HEAD, elsewhere);
      putOrClear(b, out, at, HEAD, where, stored.length);
      return;
    }
    byte[] body = body(where, stored, HEAD + 4, 1);
    ByteBuffer b = body == null ? null : token(where, body, 0, elsewhere);
    if (b == null) {
      putOrClear(null, out, at, 0, where, 0);
      return;
    }
    out.putInt(at + HEAD, b.capacity());
    putId(out, at + HEAD + 4, add(b.array()));
  }

  private void putOrClear(ByteBuffer b, ByteBuffer out, int at, int skip, String where, int room) {
    if (b == null) {
      out.put(at, (byte) 0).put(at + 1, (byte) 0);
    } else {
      // what follows the token fills the element up
      out.put(at + skip, b, 0, Math.min(b.capacity(), room - skip));
    }
  }

  /** Token with its length, and what follows; null if it is to point nowhere. */
  private ByteBuffer token(String where, byte[] bytes, int at, boolean elsewhere) {
    int length = bytes[at] & 0xff;
    if (length == 0 || at + 1 + length > bytes.length) {
      throw from.corrupt(
          where, "token size", -1, length + " bytes", "1 to " + (bytes.length - at - 1));
    }
    if (elsewhere) {
      return ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, bytes.length));
    }
    long now = moved(bytes, at + 1, length);
    if (now == ReferenceMap.NULL) {
      return null;
    }
    int width = to.geometry().sizeOfOffsets();
    int rest = bytes.length - at - 1 - length;
    ByteBuffer b = ByteBuffer.allocate(1 + width + rest);
    b.put(0, (byte) width);
    putAddress(b, 1, now);
    b.put(1 + width, bytes, at + 1 + length, rest);
    return b;
  }
}
