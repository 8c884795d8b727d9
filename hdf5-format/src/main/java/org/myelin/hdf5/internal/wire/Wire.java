package org.myelin.hdf5.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.myelin.hdf5.ReadLimits;

/**
 * The steps of which every on-disk structure is described, once for both directions.
 *
 * <p>Each step carries the field's name and the value to write, and returns the value that is now
 * known to be in the file: a reader ignores its argument and returns what the bytes say, a writer
 * writes it and returns it. Conditions on versions and flags are ordinary {@code if}s on returned
 * values. Numbers are little endian. Not for use by several threads at once.
 */
public abstract class Wire {
  /** The undefined address: all bits one in the file, whatever the width. */
  public static final long UNDEFINED = -1L;

  /** Java arrays end a little below 2^31. */
  private static final int MAX_COUNT = Integer.MAX_VALUE - 16;

  private final Geometry geometry;

  /** Made when it is first needed: most structures hold no items. */
  private Deque<String> path;

  Wire(Geometry geometry) {
    this.geometry = geometry;
  }

  /** One description of a structure, for all directions. */
  @FunctionalInterface
  public interface Description<R> {
    /** Passes a structure through the wire; {@code value} is null when reading. */
    R transfer(Wire w, R value);
  }

  // ---- entry points

  /**
   * Reads a structure from the start of {@code bytes}, which lie at {@code address} (negative if
   * unknown).
   */
  public static <R> R read(
      Geometry g, String file, String structure, long address, ByteBuffer bytes, Description<R> d) {
    return new WireReader(g, file, structure, address, bytes, ReadLimits.DEFAULT).read(d);
  }

  /** Reads a structure under the caller's limits. */
  public static <R> R read(
      Geometry g,
      String file,
      String structure,
      long address,
      ByteBuffer bytes,
      ReadLimits limits,
      Description<R> d) {
    return new WireReader(g, file, structure, address, bytes, limits).read(d);
  }

  /** The bytes of a structure. */
  public static <R> byte[] encode(Geometry g, R value, Description<R> d) {
    WireWriter w = new WireWriter(g, 256);
    d.transfer(w, value);
    return w.toByteArray();
  }

  /** How many bytes a structure takes. */
  public static <R> long size(Geometry g, R value, Description<R> d) {
    WireSizer w = new WireSizer(g);
    d.transfer(w, value);
    return w.position();
  }

  /** One line per field: position, name, value. */
  public static <R> String trace(Geometry g, R value, Description<R> d) {
    WireTracer w = new WireTracer(g);
    d.transfer(w, value);
    return w.text();
  }

  // ---- what each direction does in its own way

  /** A number of 1 to 8 bytes. */
  abstract long number(String field, int width, long value);

  /** {@code length} bytes as they are. */
  abstract byte[] raw(String field, long length, byte[] value);

  /** Bytes without meaning: written as zeros, skipped when read. */
  public abstract void zeros(String field, long length);

  /** Unused room at a structure's end: zeros when written; may be cut short when read. */
  public final void slack(String field, long length) {
    if (length < 0) {
      throw corrupt(field, length + " bytes", "room for what is used");
    }
    zeros(field, Math.min(length, remaining()));
  }

  /** lookup3 over everything from position {@code from} up to here, which a reader compares. */
  public abstract void checksum(String field, long from);

  /** Runs {@code d} inside exactly {@code length} bytes; what it leaves is zeros or skipped. */
  public abstract <R> R region(String field, long length, R value, Description<R> d);

  /** Bytes from the start of the structure to here. */
  public abstract long position();

  /** Bytes that are left to read; {@link Long#MAX_VALUE} when there is nothing to run out of. */
  public abstract long remaining();

  /** Whether values come from bytes. */
  public abstract boolean reading();

  /**
   * Bytes that contradict the format (reading), or a value that the format cannot hold (otherwise);
   * to be thrown.
   */
  public abstract RuntimeException corrupt(String field, Object found, String expected);

  /** Something legal that this version does not know; to be thrown. */
  public abstract RuntimeException unsupported(String field, Object found, String supported);

  /** How deep items may nest. */
  abstract int maxNesting();

  // ---- numbers

  /** Widths of offsets and lengths. */
  public final Geometry geometry() {
    return geometry;
  }

  /** A number of {@code width} bytes. */
  public final long uvar(String field, int width, long value) {
    return number(field, width, value);
  }

  /** An unsigned byte. */
  public final int u8(String field, int value) {
    return (int) number(field, 1, value);
  }

  /** An unsigned byte of {@code owner}. */
  public final <R> int u8(String field, R owner, ToIntFunction<R> get) {
    return u8(field, owner == null ? 0 : get.applyAsInt(owner));
  }

  /** Two bytes, unsigned. */
  public final int u16(String field, int value) {
    return (int) number(field, 2, value);
  }

  /** Two bytes of {@code owner}, unsigned. */
  public final <R> int u16(String field, R owner, ToIntFunction<R> get) {
    return u16(field, owner == null ? 0 : get.applyAsInt(owner));
  }

  /** Four bytes, unsigned. */
  public final long u32(String field, long value) {
    return number(field, 4, value);
  }

  /** Four bytes of {@code owner}, unsigned. */
  public final <R> long u32(String field, R owner, ToLongFunction<R> get) {
    return u32(field, owner == null ? 0 : get.applyAsLong(owner));
  }

  /** Eight bytes, as they are. */
  public final long u64(String field, long value) {
    return number(field, 8, value);
  }

  /** Eight bytes of {@code owner}, as they are. */
  public final <R> long u64(String field, R owner, ToLongFunction<R> get) {
    return u64(field, owner == null ? 0 : get.applyAsLong(owner));
  }

  /** An address, or {@link #UNDEFINED}. */
  public final long offset(String field, long value) {
    return orUndefined(field, geometry.sizeOfOffsets(), value, true);
  }

  /** An address of {@code owner}, or {@link #UNDEFINED}. */
  public final <R> long offset(String field, R owner, ToLongFunction<R> get) {
    return offset(field, owner == null ? 0 : get.applyAsLong(owner));
  }

  /** An address that must be there. */
  public final <R> long definedOffset(String field, R owner, ToLongFunction<R> get) {
    long at = offset(field, owner, get);
    if (at == UNDEFINED) {
      throw corrupt(field, "the undefined address", "an address");
    }
    return at;
  }

  /** A length; never negative. */
  public final long length(String field, long value) {
    long n = number(field, geometry.sizeOfLengths(), value);
    if (n < 0) {
      throw corrupt(field, Long.toUnsignedString(n), "a length below 2^63");
    }
    return n;
  }

  /** A length of {@code owner}; never negative. */
  public final <R> long length(String field, R owner, ToLongFunction<R> get) {
    return length(field, owner == null ? 0 : get.applyAsLong(owner));
  }

  /** A length, or -1 where all bits are one (unlimited). */
  public final long lengthOrUnlimited(String field, long value) {
    return orUndefined(field, geometry.sizeOfLengths(), value, false);
  }

  private long orUndefined(String field, int width, long value, boolean address) {
    long ones = width == 8 ? -1L : (1L << (8 * width)) - 1;
    if (value == ones && width < 8) {
      throw corrupt(field, value, "less than the undefined value of " + width + " bytes");
    }
    long v = number(field, width, value == -1L ? ones : value);
    if (v == ones) {
      return -1L;
    }
    if (address && reading()) {
      v = geometry.positions().applyAsLong(v);
    }
    if (v < 0) {
      throw corrupt(field, "0x" + Long.toHexString(v), "a number below 2^63, or all bits one");
    }
    return v;
  }

  /** A number that can only have one value. */
  public final void constant(String field, int width, long expected) {
    long found = number(field, width, expected);
    if (found != expected) {
      throw corrupt(field, found, Long.toString(expected));
    }
  }

  /** A version from {@code low} to {@code high}; above is not supported, below is corrupt. */
  public final int version(int value, int low, int high) {
    return version("version", value, low, high);
  }

  /** A version of {@code owner}. */
  public final <R> int version(R owner, ToIntFunction<R> get, int low, int high) {
    return version("version", owner == null ? 0 : get.applyAsInt(owner), low, high);
  }

  private int version(String field, int value, int low, int high) {
    int v = u8(field, value);
    if (v > high) {
      throw unsupported(field, "version " + v, low == high ? "" + low : low + " to " + high);
    }
    if (v < low) {
      throw corrupt(field, v, low == high ? "" + low : low + " to " + high);
    }
    return v;
  }

  // ---- bytes and text

  /** {@code length} bytes as they are. */
  public final byte[] bytes(String field, long length, byte[] value) {
    return raw(field, length, value);
  }

  /** {@code length} bytes of {@code owner}. */
  public final <R> byte[] bytes(String field, long length, R owner, Function<R, byte[]> get) {
    return raw(field, length, owner == null ? null : get.apply(owner));
  }

  /** Four letters that mark a structure. */
  public final void signature(String letters) {
    byte[] expected = letters.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] found = raw("signature", expected.length, expected);
    if (!java.util.Arrays.equals(found, expected)) {
      throw corrupt("signature", printable(found), printable(expected));
    }
  }

  private static String printable(byte[] found) {
    StringBuilder s = new StringBuilder("'");
    for (byte b : found) {
      s.append(b >= 32 && b < 127 ? Character.toString(b) : String.format("\\x%02x", b & 0xff));
    }
    return s.append('\'').toString();
  }

  /** Text that takes {@code length} bytes, ended early by a NUL or filled with NULs. */
  public final String text(String field, long length, String value) {
    byte[] bytes = null;
    if (!reading()) {
      bytes = Utf8.encode(value);
      if (bytes.length > length) {
        throw corrupt(field, "'" + value + "' of " + bytes.length + " bytes", length + " bytes");
      }
      bytes = java.util.Arrays.copyOf(bytes, (int) length);
    }
    byte[] found = raw(field, length, bytes);
    int end = 0;
    while (end < found.length && found[end] != 0) {
      end++;
    }
    return Utf8.decode(end == found.length ? found : java.util.Arrays.copyOf(found, end));
  }

  /** Text that takes exactly {@code length} bytes, NULs and all. */
  public final String exactText(String field, long length, String value) {
    return Utf8.decode(raw(field, length, reading() ? null : Utf8.encode(value)));
  }

  /** Text up to and with a NUL. */
  public abstract String textZ(String field, String value);

  /** Text up to and with a NUL, filled so that it takes a multiple of {@code multiple} bytes. */
  public final String paddedTextZ(String field, int multiple, String value) {
    long start = position();
    String s = textZ(field, value);
    align(field + " padding", multiple, start);
    return s;
  }

  /** Zeros until the distance from {@code origin} is a multiple of {@code multiple}. */
  public final void align(String field, int multiple, long origin) {
    long over = (position() - origin) % multiple;
    if (over != 0) {
      zeros(field, multiple - over);
    }
  }

  // ---- structure

  /**
   * A number of entries that take at least {@code bytesEach} each: checked against what is left,
   * before any allocation.
   */
  public final int count(String field, long n, long bytesEach) {
    if (n < 0 || n > MAX_COUNT || (bytesEach > 0 && n > remaining() / bytesEach)) {
      throw corrupt(
          field,
          Long.toUnsignedString(n),
          "what fits into the " + remaining() + " bytes that follow");
    }
    return (int) n;
  }

  /** A structure inside this one; its fields are reported under {@code field}. */
  public final <R> R item(String field, R value, Description<R> d) {
    if (path == null) {
      path = new ArrayDeque<>(4);
    }
    if (path.size() >= maxNesting()) {
      throw unsupported(
          field, "nesting deeper than " + maxNesting(), "ReadLimits.maxNesting levels");
    }
    path.addLast(field);
    try {
      return d.transfer(this, value);
    } finally {
      path.removeLast();
    }
  }

  /** The path of enclosing items with the field at its end. */
  final String located(String field) {
    if (depth() == 0) {
      return field;
    }
    return String.join(".", path) + (field.isEmpty() ? "" : "." + field);
  }

  /** How many items enclose this point. */
  final int depth() {
    return path == null ? 0 : path.size();
  }
}
