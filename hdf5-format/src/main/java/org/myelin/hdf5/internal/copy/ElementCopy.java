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

/**
 * Stored elements of one file as stored elements of another: values of variable length go to the
 * other file's heap, references to where the objects are there. For one thread.
 */
final class ElementCopy {
  /** Bytes of a stored reference before its token: kind, flags. */
  private static final int HEAD = 2;

  /** Bytes before a heap id: the size of what is in the heap stands between. */
  private static final int HEAP_HEAD = HEAD + Integer.BYTES;

  private static final int EXTERNAL = 1;

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
    from.valueReader(where).checkSlot(v);
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
      VlenElements.putSlot(out, to, n, this.to.heap().add(now), this.to.geometry());
    };
  }

  // ---- references

  private Move reference(String where, ReferenceType r) {
    int size = r.size();
    int width = from.geometry().sizeOfOffsets();
    int least =
        switch (r.kind()) {
          case OBJECT -> width;
          case REGION -> width + Integer.BYTES;
          case OBJECT_2, REGION_2, ATTRIBUTE -> HEAP_HEAD + width + Integer.BYTES;
        };
    if (size < least) {
      throw from.corrupt(
          where, "size of " + r, -1, size + " bytes", "at least " + least + " bytes");
    }
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
    int width = from.geometry().sizeOfOffsets();
    byte[] body = body(where, stored, 0, width);
    long now = body == null ? ReferenceMap.NULL : moved(body, 0, width);
    if (now != ReferenceMap.NULL) {
      putBody(out, at, replaced(body, 0, width, now));
    }
  }

  /** The bytes in the heap whose id stands at {@code at}; null for none. */
  private byte[] body(String where, byte[] stored, int at, int least) {
    GlobalHeapId id = VlenElements.heapId(ByteBuffer.wrap(stored), at, from.geometry());
    if (id.isNull()) {
      return null;
    }
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

  private void putBody(ByteBuffer out, int at, byte[] body) {
    VlenElements.putId(out, at, to.heap().add(body), to.geometry());
  }

  /** Only the token, the object's address, is another one; short references hold it themselves. */
  private void standard(String where, byte[] stored, ByteBuffer out, int at) {
    boolean elsewhere = (stored[1] & EXTERNAL) != 0;
    boolean inPlace = stored[0] == ReferenceType.Kind.OBJECT_2.ordinal() && stored[1] == 0;
    byte[] before =
        inPlace
            ? Arrays.copyOfRange(stored, HEAD, stored.length)
            : body(where, stored, HEAP_HEAD, 1);
    byte[] now = before == null || elsewhere ? before : token(where, before);
    if (now == null) {
      return;
    }
    out.put(at, stored, 0, HEAD);
    if (inPlace) {
      // what follows the token fills the element up
      out.put(at + HEAD, now, 0, Math.min(now.length, stored.length - HEAD));
    } else {
      out.putInt(at + HEAD, now.length);
      putBody(out, at + HEAP_HEAD, now);
    }
  }

  /** Token with its length, and what follows; null if it is to point nowhere. */
  private byte[] token(String where, byte[] bytes) {
    int length = bytes[0] & 0xff;
    if (length == 0 || 1 + length > bytes.length) {
      throw from.corrupt(where, "token size", -1, length + " bytes", "1 to " + (bytes.length - 1));
    }
    long now = moved(bytes, 1, length);
    return now == ReferenceMap.NULL ? null : replaced(bytes, 1, length, now);
  }

  /**
   * These bytes with an address in the place of {@code length} of them; a byte before it tells its
   * length.
   */
  private byte[] replaced(byte[] bytes, int at, int length, long address) {
    int width = to.geometry().sizeOfOffsets();
    ByteBuffer b = ByteBuffer.allocate(bytes.length - length + width);
    b.put(bytes, 0, at);
    if (at > 0) {
      b.put(at - 1, (byte) width);
    }
    putAddress(b, at, address);
    b.put(at + width, bytes, at + length, bytes.length - at - length);
    return b.array();
  }
}
