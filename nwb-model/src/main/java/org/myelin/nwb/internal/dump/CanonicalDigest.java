package org.myelin.nwb.internal.dump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.Compound;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.RegionReference;
import org.myelin.hdf5.VariableLengthType;

/**
 * SHA-256 over the elements of a dataset in a form that does not depend on the file: numbers as
 * little-endian bytes of their own width, flags as one byte, text as length and UTF-8 bytes,
 * references as the path of their target (and the region as JSON text), sequences as count and
 * elements, compounds member by member.
 */
final class CanonicalDigest {
  /** Numbers are read in pieces of about this many bytes. */
  private static final int PIECE = 4 << 20;

  private final MessageDigest digest;
  private final ObjectPaths paths;

  CanonicalDigest(ObjectPaths paths) {
    this.paths = paths;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  String of(Dataset dataset) {
    Datatype type = dataset.datatype();
    if (type instanceof FixedPointType
        || type instanceof FloatingPointType
        || type instanceof BitFieldType) {
      long[] shape = dataset.shape();
      numbers(dataset, new long[shape.length], shape, 0);
    } else {
      Object values = dataset.read();
      long count = dataset.dataspace().elements();
      for (int i = 0; i < count; i++) {
        element(count == 1 && dataset.shape().length == 0 ? values : Elements.at(values, i), type);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Reads a box in pieces, cutting along the first axis whose rows fit. */
  private void numbers(Dataset dataset, long[] start, long[] count, int axis) {
    long row = dataset.datatype().size();
    for (int i = axis + 1; i < count.length; i++) {
      row *= count[i];
    }
    if (axis >= count.length || row * count[axis] <= PIECE) {
      piece(dataset, start, count);
      return;
    }
    long step = Math.max(1, PIECE / Math.max(1, row));
    long end = start[axis] + count[axis];
    for (long at = start[axis]; at < end; at += step) {
      long[] s = start.clone();
      long[] c = count.clone();
      s[axis] = at;
      c[axis] = Math.min(step, end - at);
      numbers(dataset, s, c, row > PIECE ? axis + 1 : count.length);
    }
  }

  private void piece(Dataset dataset, long[] start, long[] count) {
    int size = dataset.datatype().size();
    long elements = 1;
    for (long c : count) {
      elements *= c;
    }
    if (elements == 0) {
      return;
    }
    byte[] bytes = new byte[Math.toIntExact(elements * size)];
    dataset.readRaw(Hyperslab.start(start).count(count), ByteBuffer.wrap(bytes));
    if (order(dataset.datatype()) == Endianness.BIG) {
      for (int i = 0; i < bytes.length; i += size) {
        for (int a = i, b = i + size - 1; a < b; a++, b--) {
          byte t = bytes[a];
          bytes[a] = bytes[b];
          bytes[b] = t;
        }
      }
    }
    digest.update(bytes);
  }

  private static Endianness order(Datatype type) {
    if (type instanceof FixedPointType integer) {
      return integer.order();
    }
    return type instanceof FloatingPointType real ? real.order() : Endianness.LITTLE;
  }

  private void element(Object value, Datatype type) {
    if (value instanceof String text) {
      text(text);
    } else if (value instanceof ObjectReference reference) {
      text(reference.isNull() ? "" : target(reference));
    } else if (value instanceof RegionReference region) {
      text(region.isNull() ? "" : target(region.dataset()));
      if (!region.isNull()) {
        text(RegionText.of(region.selection()));
      }
    } else if (type instanceof VariableLengthType vlen && !vlen.isString()) {
      int count = value == null ? 0 : (int) Elements.count(value);
      number(count, 4);
      elements(value, count, vlen.base());
    } else if (type instanceof CompoundType compound) {
      for (CompoundType.Member member : compound.members()) {
        element(((Compound) value).get(member.name()), member.type());
      }
    } else if (type instanceof ArrayType array) {
      elements(value, array.elements(), array.base());
    } else if (value instanceof Boolean flag) {
      number(flag ? 1 : 0, type.size());
    } else if (type instanceof EnumerationType names && value instanceof Number number) {
      number(number.longValue(), names.base().size());
    } else if (value instanceof Float real && type.size() == 4) {
      number(Float.floatToRawIntBits(real), 4);
    } else if (value instanceof Double real && type.size() == 8) {
      number(Double.doubleToRawLongBits(real), 8);
    } else if (type instanceof FixedPointType && value instanceof Number number) {
      number(number.longValue(), type.size());
    } else {
      throw new IllegalArgumentException("elements of " + type + " have no canonical form");
    }
  }

  /** An object that no link leads to any more has no path; the form spells that so. */
  private String target(ObjectReference reference) {
    String path = paths.of(reference);
    return path == null ? "None" : path;
  }

  private void elements(Object values, int count, Datatype type) {
    for (int i = 0; i < count; i++) {
      element(Elements.at(values, i), type);
    }
  }

  private void text(String text) {
    byte[] bytes = RawText.bytes(text);
    number(bytes.length, 4);
    digest.update(bytes);
  }

  private void number(long bits, int size) {
    digest.update(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array(), 0, size);
  }
}
