package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.RegionReference;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.StandardReference;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.format.level1.StoredSelection;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Stored references of all five kinds. Object references hold an address; region references the id
 * of a heap object with address and selection; those of libhdf5 1.12 a small header and the
 * object's token or the id of a heap object.
 */
public final class References {
  private static final int EXTERNAL = 1;
  private static final int MAX_RANK = 32;

  /** Behind kind, flags and the size of what is in the heap. */
  private static final int HEAP_ID_AT = 6;

  private final String where;
  private final Geometry geometry;
  private final ValueReader.Heap heap;

  /**
   * @param where what messages call the dataset or attribute, with its file
   */
  public References(String where, Geometry geometry, ValueReader.Heap heap) {
    this.where = where;
    this.geometry = geometry;
    this.heap = heap;
  }

  /** An {@link ObjectReference}, {@link RegionReference} or {@link StandardReference}. */
  public Object of(ReferenceType type, byte[] stored) {
    return switch (type.kind()) {
      case OBJECT -> object(stored);
      case REGION -> region(stored);
      default -> standard(stored);
    };
  }

  private ObjectReference object(byte[] stored) {
    return new ObjectReference(address(stored, stored.length, geometry));
  }

  private static long address(byte[] b, int length, Geometry geometry) {
    long address = 0;
    for (int i = Math.min(length, 8) - 1; i >= 0; i--) {
      address = address << 8 | b[i] & 0xff;
    }
    return address == 0 || address == Wire.UNDEFINED
        ? address
        : geometry.positions().applyAsLong(address);
  }

  private RegionReference region(byte[] stored) {
    GlobalHeapId id = parse("Region reference", stored, w -> GlobalHeapId.transfer(w, null));
    return id.isNull()
        ? RegionReference.NULL
        : parse("Region reference", heap.read(id), w -> region(w, null));
  }

  private static RegionReference region(Wire w, RegionReference r) {
    long at = w.definedOffset("dataset address", r, x -> x.dataset().address());
    return new RegionReference(
        new ObjectReference(at), selection(w, r == null ? null : r.selection()));
  }

  /** In the oldest form that holds it, which every reader knows. */
  private static RegionSelection selection(Wire w, RegionSelection s) {
    return StoredSelection.transfer(w, s, 1);
  }

  private StandardReference standard(byte[] stored) {
    return isZero(stored) ? StandardReference.NULL : parse("Reference", stored, this::header);
  }

  private static boolean isZero(byte[] stored) {
    for (byte b : stored) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private StandardReference header(Wire w) {
    int kind = w.u8("reference type", 0);
    int flags = w.u8("flags", 0);
    if (kind < ReferenceType.Kind.OBJECT_2.ordinal()
        || kind > ReferenceType.Kind.ATTRIBUTE.ordinal()) {
      throw w.corrupt("reference type", kind, "2 to 4");
    }
    ReferenceType.Kind k = ReferenceType.Kind.values()[kind];
    if (k == ReferenceType.Kind.OBJECT_2 && flags == 0) {
      // short enough to stand in the element itself
      return body(w, null, k, flags);
    }
    w.u32("size", 0);
    GlobalHeapId id = GlobalHeapId.transfer(w, null);
    return id.isNull()
        ? StandardReference.NULL
        : parse("Reference", heap.read(id), v -> body(v, null, k, flags));
  }

  private static StandardReference body(
      Wire w, StandardReference r, ReferenceType.Kind kind, int flags) {
    int size = w.u8("token size", w.geometry().sizeOfOffsets());
    byte[] token = w.bytes("token", size, r, x -> token(x.object().address(), size));
    ObjectReference object = new ObjectReference(address(token, size, w.geometry()));
    String file =
        (flags & EXTERNAL) != 0 ? text(w, "file name", r == null ? null : r.file()) : null;
    RegionSelection selection = null;
    String attribute = null;
    if (kind == ReferenceType.Kind.REGION_2) {
      RegionSelection s = r == null ? null : r.selection();
      w.u32("selection size", s == null ? 0 : Wire.size(w.geometry(), s, References::selection));
      int rank = (int) w.u32("rank", s, RegionSelection::rank);
      RegionSelection found = selection(w, s);
      selection =
          found.rank() != 0 || rank < 0 || rank > MAX_RANK
              ? found
              : new RegionSelection(found.kind(), rank, found.points(), found.boxes());
    } else if (kind == ReferenceType.Kind.ATTRIBUTE) {
      attribute = text(w, "attribute name", r == null ? null : r.attribute());
    }
    return new StandardReference(object, file, selection, attribute);
  }

  private static byte[] token(long address, int size) {
    byte[] token = new byte[size];
    for (int i = 0; i < Math.min(size, Long.BYTES); i++) {
      token[i] = (byte) (address >>> 8 * i);
    }
    return token;
  }

  private static String text(Wire w, String field, String value) {
    int length = w.u16(field + " length", value == null ? 0 : Utf8.encode(value).length);
    return w.exactText(field, length, value);
  }

  // ---- written

  /** Whether a value of this Java type can be stored as such a reference. */
  static boolean suits(ReferenceType type, Object v) {
    return switch (type.kind()) {
      case OBJECT -> v instanceof ObjectReference;
      case REGION -> v instanceof RegionReference;
      case OBJECT_2, REGION_2, ATTRIBUTE ->
          v instanceof StandardReference
              || v instanceof RegionReference
              || v instanceof ObjectReference;
    };
  }

  /**
   * Puts a reference into an element that holds zeros, with a hole where an id of the heap is to
   * stand.
   *
   * @return what is to go to the heap; null if the element holds all
   */
  static byte[] put(String where, ReferenceType type, Object v, ByteBuffer b, int at, Geometry g) {
    int width = g.sizeOfOffsets();
    int least =
        switch (type.kind()) {
          case OBJECT -> width;
          case REGION -> width + Integer.BYTES;
          case OBJECT_2, REGION_2, ATTRIBUTE -> HEAP_ID_AT + width + Integer.BYTES;
        };
    if (type.size() < least) {
      throw new IllegalArgumentException(
          where + ": a " + type + " takes " + least + " bytes in this file, not " + type.size());
    }
    if (type.kind() == ReferenceType.Kind.OBJECT) {
      b.put(at, token(((ObjectReference) v).address(), type.size()));
      return null;
    }
    if (type.kind() == ReferenceType.Kind.REGION) {
      RegionReference r = (RegionReference) v;
      if (r.isNull()) {
        return null;
      }
      // until there is an id, something that is not the null reference
      b.put(at + width, (byte) 1);
      return Wire.encode(g, r, References::region);
    }
    return standard(
        v instanceof StandardReference s
            ? s
            : v instanceof RegionReference r
                ? StandardReference.of(r)
                : new StandardReference((ObjectReference) v, null, null, null),
        b,
        at,
        g);
  }

  private static byte[] standard(StandardReference r, ByteBuffer b, int at, Geometry g) {
    if (r.isNull()) {
      return null;
    }
    ReferenceType.Kind kind =
        r.selection() != null
            ? ReferenceType.Kind.REGION_2
            : r.attribute() != null ? ReferenceType.Kind.ATTRIBUTE : ReferenceType.Kind.OBJECT_2;
    int flags = r.file() != null ? EXTERNAL : 0;
    b.put(at, (byte) kind.ordinal()).put(at + 1, (byte) flags);
    byte[] body = Wire.encode(g, r, (w, x) -> body(w, x, kind, flags));
    if (kind == ReferenceType.Kind.OBJECT_2 && flags == 0) {
      b.put(at + 2, body);
      return null;
    }
    b.put(
        at + 2, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, body.length), 0, 4);
    return body;
  }

  /** Where in a reference that waits for its place in the heap the id is to stand; else -1. */
  static int hole(ReferenceType type, ByteBuffer b, int at, Geometry g) {
    return switch (type.kind()) {
      case OBJECT -> -1;
      case REGION -> b.get(at + g.sizeOfOffsets()) != 0 ? 0 : -1;
      case OBJECT_2, REGION_2, ATTRIBUTE -> {
        boolean inPlace = b.get(at) <= ReferenceType.Kind.OBJECT_2.ordinal() && b.get(at + 1) == 0;
        yield inPlace ? -1 : HEAP_ID_AT;
      }
    };
  }

  private <R> R parse(String structure, byte[] bytes, java.util.function.Function<Wire, R> read) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return Wire.read(geometry, where, structure, -1, b, (w, none) -> read.apply(w));
  }
}
