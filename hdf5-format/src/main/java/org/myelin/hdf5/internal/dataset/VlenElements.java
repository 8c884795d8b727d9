package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Variable-length elements between the user and the global heap. Until a value has a place in the
 * heap, its slot in the element holds the number of elements in the value, and whether there is a
 * value; the values themselves travel beside the elements, in the order of their slots.
 */
public final class VlenElements {
  private VlenElements() {}

  /** Where in an element of this type variable-length slots begin, ascending. */
  public static List<Integer> slots(Datatype type) {
    List<Integer> found = new ArrayList<>();
    collect(type, 0, found);
    return found;
  }

  private static void collect(Datatype type, int at, List<Integer> found) {
    if (type instanceof VariableLengthType) {
      found.add(at);
    } else if (type instanceof CompoundType c) {
      c.members().forEach(m -> collect(m.type(), at + m.offset(), found));
    } else if (type instanceof ArrayType a) {
      for (int i = 0; i < a.elements(); i++) {
        collect(a.base(), at + i * a.base().size(), found);
      }
    }
  }

  /**
   * Writes a slot: its element count, and the heap id, which may be null for a value without bytes.
   */
  public static void putSlot(ByteBuffer b, int at, int count, GlobalHeapId id, Geometry g) {
    b.order(ByteOrder.LITTLE_ENDIAN).putInt(at, count);
    putId(b, at + 4, id, g);
  }

  /** Writes a heap id, which may be null. */
  public static void putId(ByteBuffer b, int at, GlobalHeapId id, Geometry g) {
    long address = id == null ? 0 : id.collectionAddress();
    for (int i = 0; i < g.sizeOfOffsets(); i++) {
      b.put(at + i, (byte) (address >>> 8 * i));
    }
    b.order(ByteOrder.LITTLE_ENDIAN)
        .putInt(at + g.sizeOfOffsets(), id == null ? 0 : (int) id.index());
  }

  /** The number of elements in a slot. */
  public static long count(ByteBuffer b, int at) {
    return u32(b, at);
  }

  private static long u32(ByteBuffer b, int at) {
    int v = b.getInt(at);
    return (b.order() == ByteOrder.LITTLE_ENDIAN ? v : Integer.reverseBytes(v)) & 0xffffffffL;
  }

  /** The heap id in a slot. */
  public static GlobalHeapId id(ByteBuffer b, int at, Geometry g) {
    return heapId(b, at + 4, g);
  }

  /** A heap id without a count before it, as references hold it. */
  public static GlobalHeapId heapId(ByteBuffer b, int at, Geometry g) {
    long address = 0;
    for (int i = g.sizeOfOffsets() - 1; i >= 0; i--) {
      address = address << 8 | b.get(at + i) & 0xff;
    }
    long undefined = g.sizeOfOffsets() == Long.BYTES ? -1L : (1L << 8 * g.sizeOfOffsets()) - 1;
    return new GlobalHeapId(
        address == undefined ? Wire.UNDEFINED : g.positions().applyAsLong(address),
        u32(b, at + g.sizeOfOffsets()));
  }

  /** The write with heap ids in its holes; {@code ids} belong to these in order. */
  public static Piece place(Piece p, List<GlobalHeapId> ids, Geometry g) {
    ByteBuffer b = ByteBuffer.allocate(Math.toIntExact(p.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    p.source().copy(0, Math.toIntExact(p.selection().elements()), b, 0);
    place(b, p.store().type(), ids, g);
    return new Piece(
        p.store(), p.selection(), ElementSource.ofBytes(b, p.store().elementSize()), List.of());
  }

  /** Puts heap ids into the holes of these elements. */
  public static void place(ByteBuffer elements, Datatype type, List<GlobalHeapId> ids, Geometry g) {
    List<Integer> holes = HeapValue.holes(elements, type, g);
    for (int i = 0; i < holes.size(); i++) {
      putId(elements, holes.get(i), ids.get(i), g);
    }
  }
}
