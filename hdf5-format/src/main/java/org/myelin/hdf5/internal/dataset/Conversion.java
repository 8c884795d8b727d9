package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.VariableLengthType;

/**
 * Elements of one stored type into elements of another, as libhdf5 converts between the types of a
 * source and of a virtual dataset: numbers by value, clipped; texts by length; compounds by the
 * names of members. Safe for several threads.
 */
@FunctionalInterface
interface Conversion {
  int STEP = 4096;

  /** Puts one element. */
  void put(ByteBuffer from, int at, ByteBuffer to, int there);

  /** Bytes of converted elements that are handed on at once, if there are several. */
  int STEP_BYTES = 1 << 20;

  /**
   * From one type to another; null if there is no way.
   *
   * @param lending for what lies in the heap
   */
  static Conversion of(Datatype from, Datatype to, Lending lending) {
    if (from.equals(to) && lending.keeps(from)) {
      int size = to.size();
      return (b, at, out, there) -> out.put(there, b, at, size);
    }
    NumberFormat f = NumberFormat.of(from);
    NumberFormat t = NumberFormat.of(to);
    if (f != null && t != null && !isMixedEnumeration(from, to)) {
      return numbers(f, t);
    }
    if (from instanceof StringType a && to instanceof StringType b) {
      return texts(a, b);
    }
    if (from instanceof ArrayType a && to instanceof ArrayType b && a.dims().equals(b.dims())) {
      Conversion one = of(a.base(), b.base(), lending);
      return one == null ? null : arrays(a, b, one);
    }
    if (from instanceof VariableLengthType a && to instanceof VariableLengthType b) {
      return lending.variable(a, b);
    }
    if (from instanceof ReferenceType a && to instanceof ReferenceType b) {
      return lending.reference(a, b);
    }
    return from instanceof CompoundType a && to instanceof CompoundType b
        ? members(a, b, lending)
        : null;
  }

  /** An enumeration has no numbers for the names of another. */
  private static boolean isMixedEnumeration(Datatype from, Datatype to) {
    return to instanceof EnumerationType;
  }

  private static Conversion numbers(NumberFormat f, NumberFormat t) {
    boolean plain = f.layout() == null && t.layout() == null && f.size() == t.size();
    if (plain && f.floating() == t.floating() && (f.floating() || f.signed() == t.signed())) {
      int size = f.size();
      boolean same = size == 1 || f.order().equals(t.order());
      return (b, at, out, there) -> {
        for (int i = 0; i < size; i++) {
          out.put(there + i, b.get(at + (same ? i : size - 1 - i)));
        }
      };
    }
    return f.floating() || t.floating()
        ? (b, at, out, there) -> t.putDouble(t.view(out), there, f.asDouble(f.view(b), at))
        : (b, at, out, there) -> t.putLong(t.view(out), there, f.asLong(f.view(b), at));
  }

  private static Conversion texts(StringType a, StringType b) {
    return (in, at, out, there) -> {
      int n = 0;
      if (a.padding() == StringPadding.NULL_TERMINATED) {
        while (n < a.size() && in.get(at + n) != 0) {
          n++;
        }
      } else {
        byte pad = (byte) (a.padding() == StringPadding.SPACE_PADDED ? ' ' : 0);
        n = a.size();
        while (n > 0 && in.get(at + n - 1) == pad) {
          n--;
        }
      }
      byte[] text = new byte[b.size()];
      Arrays.fill(text, (byte) (b.padding() == StringPadding.SPACE_PADDED ? ' ' : 0));
      boolean closed = b.padding() == StringPadding.NULL_TERMINATED;
      in.get(at, text, 0, Math.min(n, closed ? b.size() - 1 : b.size()));
      out.put(there, text);
    };
  }

  private static Conversion arrays(ArrayType a, ArrayType b, Conversion one) {
    return (in, at, out, there) -> {
      for (int i = 0; i < a.elements(); i++) {
        one.put(in, at + i * a.base().size(), out, there + i * b.base().size());
      }
    };
  }

  private static Conversion members(CompoundType a, CompoundType b, Lending lending) {
    List<Conversion> parts = new ArrayList<>();
    for (CompoundType.Member to : b.members()) {
      CompoundType.Member from = a.member(to.name()).orElse(null);
      if (from == null) {
        continue;
      }
      Conversion one = of(from.type(), to.type(), lending);
      if (one == null) {
        return null;
      }
      parts.add((in, at, out, there) -> one.put(in, at + from.offset(), out, there + to.offset()));
    }
    return (in, at, out, there) -> parts.forEach(p -> p.put(in, at, out, there));
  }

  /** Converts what goes to a sink. */
  default ElementSink into(ElementSink sink, int fromSize, int toSize) {
    return (to, count, from, at) -> {
      int step = Math.max(1, Math.min(Math.min(count, STEP), STEP_BYTES / toSize));
      ByteBuffer out = ByteBuffer.allocate(step * toSize);
      for (int done = 0; done < count; done += step) {
        int n = Math.min(step, count - done);
        for (int i = 0; i < n; i++) {
          put(from, at + (done + i) * fromSize, out, i * toSize);
        }
        sink.accept(to + done, n, out, 0);
      }
    };
  }
}
