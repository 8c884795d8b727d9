package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.wire.Geometry;

/**
 * Bytes that are to go to the global heap: what a variable-length element or a reference leads to.
 * Values that a value itself leads to stand before it in any list of them.
 *
 * @param bytes in stored form, but for the holes; not to be changed
 * @param holes where in these bytes the heap ids of the values before are to stand, in their order
 */
public record HeapValue(byte[] bytes, List<Integer> holes) {
  /** A value that leads nowhere on. */
  static HeapValue of(byte[] bytes) {
    return new HeapValue(bytes, List.of());
  }

  /**
   * Puts all values into a heap.
   *
   * @return the ids of those that no other value leads to, in their order
   */
  public static List<GlobalHeapId> place(
      List<HeapValue> values, Function<byte[], GlobalHeapId> heap, Geometry g) {
    Deque<GlobalHeapId> ids = new ArrayDeque<>();
    for (HeapValue v : values) {
      byte[] bytes = v.bytes;
      if (!v.holes.isEmpty()) {
        bytes = bytes.clone();
        ByteBuffer b = ByteBuffer.wrap(bytes);
        for (int i = v.holes.size() - 1; i >= 0; i--) {
          VlenElements.putId(b, v.holes.get(i), ids.removeLast(), g);
        }
      }
      ids.addLast(heap.apply(bytes));
    }
    return new ArrayList<>(ids);
  }

  /** How many of the values no other one leads to. */
  public static int top(List<HeapValue> values) {
    return values.size() - values.stream().mapToInt(v -> v.holes.size()).sum();
  }

  // ---- holes

  /** Where in these elements ids of values are to stand that have no place in the heap yet. */
  static List<Integer> holes(ByteBuffer elements, Datatype type, Geometry g) {
    List<Integer> found = new ArrayList<>();
    ByteBuffer b = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (leadsOn(type)) {
      for (int at = 0; at < elements.capacity(); at += type.size()) {
        collect(b, type, at, g, found);
      }
    }
    return found;
  }

  /** Whether elements of this type may lead to values in the heap. */
  static boolean leadsOn(Datatype type) {
    if (type instanceof CompoundType c) {
      return c.members().stream().anyMatch(m -> leadsOn(m.type()));
    }
    return type instanceof ArrayType a
        ? leadsOn(a.base())
        : type instanceof VariableLengthType
            || type instanceof ReferenceType r && r.kind() != ReferenceType.Kind.OBJECT;
  }

  private static void collect(
      ByteBuffer b, Datatype type, int at, Geometry g, List<Integer> found) {
    if (type instanceof CompoundType c) {
      c.members().forEach(m -> collect(b, m.type(), at + m.offset(), g, found));
    } else if (type instanceof ArrayType a) {
      for (int i = 0; i < a.elements() && leadsOn(a.base()); i++) {
        collect(b, a.base(), at + i * a.base().size(), g, found);
      }
    } else if (type instanceof VariableLengthType) {
      if (VlenElements.count(b, at) > 0) {
        found.add(at + Integer.BYTES);
      }
    } else if (type instanceof ReferenceType r) {
      int hole = References.hole(r, b, at, g);
      if (hole >= 0) {
        found.add(at + hole);
      }
    }
  }
}
