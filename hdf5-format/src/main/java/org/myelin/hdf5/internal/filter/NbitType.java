package org.myelin.hdf5.internal.filter;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.spi.FilterException;

/**
 * A datatype as the n-bit filter's client data describe it: a class and a size, then what the class
 * needs. Every size is checked against the one around it, so that unpacking stays inside its
 * element.
 */
sealed interface NbitType {
  /** Bytes of a value. */
  long size();

  /** Packed bits of a value, at least 1. */
  long bits();

  /** Unpacks one value to {@code out[at]}; bits that were not packed stay zero. */
  void unpack(BitInput in, byte[] out, int at);

  /** Packs the value at {@code in[at]}. */
  void pack(BitOutput out, byte[] in, int at);

  /** The description that begins at {@code at}. */
  static NbitType parse(int[] values, int at) {
    return new Parser(values, at).type(0);
  }

  /** A number, of which {@code precision} bits from {@code offset} on are packed. */
  record Number(long size, boolean bigEndian, int precision, int offset) implements NbitType {
    @Override
    public long bits() {
      return precision;
    }

    @Override
    public void unpack(BitInput in, byte[] out, int at) {
      int last = (int) size - 1;
      if (offset + precision <= 64) {
        long v = in.readLong(precision) << offset;
        for (int i = offset / 8; i <= (offset + precision - 1) / 8; i++) {
          out[at + (bigEndian ? last - i : i)] = (byte) (v >>> 8 * i);
        }
        return;
      }
      for (int i = (offset + precision - 1) / 8; i >= offset / 8; i--) {
        int low = Math.max(offset, 8 * i);
        int high = Math.min(offset + precision, 8 * i + 8);
        out[at + (bigEndian ? last - i : i)] = (byte) (in.read(high - low) << low - 8 * i);
      }
    }

    @Override
    public void pack(BitOutput out, byte[] in, int at) {
      int last = (int) size - 1;
      for (int i = (offset + precision - 1) / 8; i >= offset / 8; i--) {
        int low = Math.max(offset, 8 * i);
        int high = Math.min(offset + precision, 8 * i + 8);
        int b = in[at + (bigEndian ? last - i : i)] & 0xff;
        out.write(b >>> low - 8 * i, high - low);
      }
    }
  }

  /** A value of any other class, packed as it is. */
  record Whole(long size) implements NbitType {
    @Override
    public long bits() {
      return 8 * size;
    }

    @Override
    public void unpack(BitInput in, byte[] out, int at) {
      for (int i = 0; i < size; i++) {
        out[at + i] = (byte) in.read(8);
      }
    }

    @Override
    public void pack(BitOutput out, byte[] in, int at) {
      for (int i = 0; i < size; i++) {
        out.write(in[at + i], 8);
      }
    }
  }

  /** Equal values one after the other. */
  record Array(long size, long count, NbitType base) implements NbitType {
    @Override
    public long bits() {
      return count * base.bits();
    }

    @Override
    public void unpack(BitInput in, byte[] out, int at) {
      for (int i = 0; i < count; i++) {
        base.unpack(in, out, at + i * (int) base.size());
      }
    }

    @Override
    public void pack(BitOutput out, byte[] in, int at) {
      for (int i = 0; i < count; i++) {
        base.pack(out, in, at + i * (int) base.size());
      }
    }
  }

  /** Values at offsets. */
  record Compound(long size, long bits, List<Member> members) implements NbitType {
    /** A value and where it lies. */
    record Member(long offset, NbitType type) {}

    @Override
    public void unpack(BitInput in, byte[] out, int at) {
      for (Member m : members) {
        m.type.unpack(in, out, at + (int) m.offset);
      }
    }

    @Override
    public void pack(BitOutput out, byte[] in, int at) {
      for (Member m : members) {
        m.type.pack(out, in, at + (int) m.offset);
      }
    }
  }

  /** Reads the values in their order. */
  final class Parser {
    private static final int MAX_DEPTH = 256;
    private static final long MAX_SIZE = 1L << 31;

    private final int[] values;
    private int at;

    private Parser(int[] values, int at) {
      this.values = values;
      this.at = at;
    }

    private NbitType type(int depth) {
      if (depth > MAX_DEPTH) {
        throw bad("datatypes nested deeper than", MAX_DEPTH);
      }
      long kind = next();
      long size = next();
      if (size == 0 || size > MAX_SIZE) {
        throw bad("datatype size", size);
      }
      return switch ((int) kind) {
        case 1 -> number(size);
        case 2 -> array(size, type(depth + 1));
        case 3 -> compound(size, depth);
        case 4 -> new Whole(size);
        default -> throw bad("datatype class", kind);
      };
    }

    private NbitType number(long size) {
      long order = next();
      long precision = next();
      long offset = next();
      if (order > 1) {
        throw bad("byte order", order);
      }
      if (precision == 0 || precision + offset > 8 * size || size > MAX_SIZE / 16) {
        throw bad("precision and offset outside a number of bytes", size);
      }
      return new Number(size, order == 1, (int) precision, (int) offset);
    }

    private NbitType array(long size, NbitType base) {
      if (base instanceof Whole) {
        return new Whole(size);
      }
      if (base.size() > size) {
        throw bad("array element larger than its array", base.size());
      }
      return new Array(size, size / base.size(), base);
    }

    private NbitType compound(long size, int depth) {
      long count = next();
      List<Compound.Member> members = new ArrayList<>();
      long used = 0;
      long bits = 0;
      for (long i = 0; i < count; i++) {
        long offset = next();
        NbitType member = type(depth + 1);
        used += member.size();
        bits += member.bits();
        if (used > size || offset + member.size() > size) {
          throw bad("compound member outside its compound, at", offset);
        }
        members.add(new Compound.Member(offset, member));
      }
      if (members.isEmpty()) {
        throw bad("compound members", 0);
      }
      return new Compound(size, bits, members);
    }

    private long next() {
      if (at >= values.length) {
        throw bad("datatype description breaks off, values", values.length);
      }
      return values[at++] & 0xffffffffL;
    }

    private static FilterException bad(String what, long found) {
      return new FilterException("n-bit client data: " + what + " " + found);
    }
  }
}
