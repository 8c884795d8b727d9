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
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Stored references of all five kinds. Object references hold an address; region references the id
 * of a heap object with address and selection; those of libhdf5 1.12 a small header and the
 * object's token or the id of a heap object.
 */
public final class References {
  private static final int EXTERNAL = 1;

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
    return new ObjectReference(address(stored, stored.length));
  }

  private long address(byte[] b, int length) {
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
        : parse(
            "Region reference",
            heap.read(id),
            w -> {
              long at = w.definedOffset("dataset address", (Object) null, o -> 0);
              return new RegionReference(new ObjectReference(at), StoredSelection.read(w));
            });
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
      return body(w, k, flags);
    }
    w.u32("size", 0);
    GlobalHeapId id = GlobalHeapId.transfer(w, null);
    return id.isNull()
        ? StandardReference.NULL
        : parse("Reference", heap.read(id), v -> body(v, k, flags));
  }

  private StandardReference body(Wire w, ReferenceType.Kind kind, int flags) {
    int size = w.u8("token size", 0);
    byte[] token = w.bytes("token", size, null);
    ObjectReference object = new ObjectReference(address(token, size));
    String file = (flags & EXTERNAL) != 0 ? text(w, "file name") : null;
    RegionSelection selection = null;
    String attribute = null;
    if (kind == ReferenceType.Kind.REGION_2) {
      w.u32("selection size", 0);
      w.u32("rank", 0);
      selection = StoredSelection.read(w);
    } else if (kind == ReferenceType.Kind.ATTRIBUTE) {
      attribute = text(w, "attribute name");
    }
    return new StandardReference(object, file, selection, attribute);
  }

  private static String text(Wire w, String field) {
    return w.exactText(field, w.u16(field + " length", 0), null);
  }

  private <R> R parse(String structure, byte[] bytes, java.util.function.Function<Wire, R> read) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return Wire.read(geometry, where, structure, -1, b, (w, none) -> read.apply(w));
  }
}
