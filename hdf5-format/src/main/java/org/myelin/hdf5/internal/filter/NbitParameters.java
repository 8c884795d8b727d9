package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/** Describes a datatype in the n-bit filter's client data, which {@link NbitType} reads. */
final class NbitParameters {
  private static final int NUMBER = 1;
  private static final int ARRAY = 2;
  private static final int COMPOUND = 3;
  private static final int WHOLE = 4;

  private int[] values = new int[16];
  private int count = 3;
  private boolean packs;

  private NbitParameters() {}

  static int[] of(FilterTarget target) {
    NbitParameters p = new NbitParameters();
    p.type(target.type(), false);
    p.values[0] = p.count;
    p.values[1] = p.packs ? 0 : 1;
    p.values[2] = (int) target.chunkElements();
    return Arrays.copyOf(p.values, p.count);
  }

  private void add(long v) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = Math.toIntExact(v);
  }

  private void type(Datatype type, boolean inArray) {
    if (type instanceof FixedPointType t) {
      number(t.size(), t.order(), t.precision(), t.bitOffset());
    } else if (type instanceof FloatingPointType t) {
      number(t.size(), t.order(), t.precision(), t.bitOffset());
    } else if (type instanceof ArrayType t) {
      add(ARRAY);
      add(t.size());
      type(t.base(), true);
    } else if (type instanceof CompoundType t) {
      compound(t);
    } else if (type instanceof VariableLengthType && inArray) {
      throw new FilterException("n-bit takes no arrays of variable-length values");
    } else {
      add(WHOLE);
      add(type.size());
    }
  }

  private void number(long size, Endianness order, int precision, int offset) {
    if (order != Endianness.LITTLE && order != Endianness.BIG) {
      throw new FilterException("n-bit takes no numbers in byte order " + order);
    }
    add(NUMBER);
    add(size);
    add(order == Endianness.BIG ? 1 : 0);
    add(precision);
    add(offset);
    packs |= offset != 0 || precision != 8 * size;
  }

  private void compound(CompoundType type) {
    add(COMPOUND);
    add(type.size());
    add(type.members().size());
    for (CompoundType.Member m : type.members()) {
      add(m.offset());
      type(m.type(), false);
    }
  }
}
