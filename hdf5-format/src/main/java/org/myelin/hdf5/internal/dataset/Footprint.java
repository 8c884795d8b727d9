package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.wire.Geometry;

/**
 * Bytes that decoding an element takes in memory, rather too many than too few; told from the
 * lengths in its variable-length slots before any value is fetched.
 */
public final class Footprint {
  /** An object's head, and the reference to it. */
  private static final long OBJECT = 24;

  private final Datatype type;
  private final boolean variable;
  private final Geometry geometry;
  private final ValueReader.Heap heap;
  private final long fixed;

  /** For elements of this type. */
  public Footprint(Datatype type, Geometry geometry, ValueReader.Heap heap) {
    this.type = type;
    this.geometry = geometry;
    this.heap = heap;
    this.variable = !VlenElements.slots(type).isEmpty();
    NumberFormat f = NumberFormat.of(type);
    this.fixed = variable ? 0 : f != null && f.width() <= 8 ? f.width() : value(type, null, 0);
  }

  /** Whether elements differ in their footprint. */
  public boolean isVariable() {
    return variable;
  }

  /** Of the element whose stored form begins at {@code at}. */
  public long of(ByteBuffer b, int at) {
    return variable ? value(type, b, at) : fixed;
  }

  private long value(Datatype t, ByteBuffer b, int at) {
    if (t instanceof VariableLengthType v) {
      return variable(v, b, at);
    }
    if (t instanceof StringType s) {
      return 2 * OBJECT + 3L * s.size();
    }
    if (t instanceof CompoundType c) {
      long n = 4 * OBJECT;
      for (CompoundType.Member m : c.members()) {
        n += 2 * OBJECT + value(m.type(), b, at + m.offset());
      }
      return n;
    }
    if (t instanceof ArrayType a) {
      long n = OBJECT;
      if (VlenElements.slots(a.base()).isEmpty()) {
        return n + a.elements() * inArray(a.base());
      }
      for (int i = 0; i < a.elements(); i++) {
        n += value(a.base(), b, at + i * a.base().size());
      }
      return n;
    }
    return OBJECT + (t instanceof OpaqueType o ? o.size() : 16);
  }

  private long inArray(Datatype base) {
    NumberFormat f = NumberFormat.of(base);
    return f != null && f.width() <= 8 ? f.width() : value(base, null, 0);
  }

  private long variable(VariableLengthType v, ByteBuffer b, int at) {
    long count = VlenElements.count(b, at);
    if (v.isString()) {
      return 2 * OBJECT + 3 * count;
    }
    Datatype base = v.base();
    if (VlenElements.slots(base).isEmpty()) {
      return OBJECT + count * (base.size() + inArray(base));
    }
    long n = OBJECT;
    if (count > 0) {
      byte[] stored = heap.read(VlenElements.id(b, at, geometry));
      ByteBuffer inner = ByteBuffer.wrap(stored);
      // what the heap does not hold is told when the value is decoded
      long whole = Math.min(count, stored.length / base.size());
      for (int i = 0; i < whole; i++) {
        n += base.size() + value(base, inner, i * base.size());
      }
    }
    return n;
  }
}
