package org.myelin.hdf5.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.UnsupportedFormatException;

/**
 * Takes values from bytes; whatever the bytes are, the only failures are the two located
 * exceptions.
 */
public final class WireReader extends Wire {
  private final String file;
  private final String structure;
  private final long address;
  private final ByteBuffer in;
  private final int base;
  private final ReadLimits limits;
  private long fieldStart;

  /**
   * A reader of one structure.
   *
   * @param address of the first byte, for messages; negative if unknown
   * @param bytes from its position to its limit; not changed
   */
  public WireReader(
      Geometry geometry,
      String file,
      String structure,
      long address,
      ByteBuffer bytes,
      ReadLimits limits) {
    super(geometry);
    this.file = file;
    this.structure = structure;
    this.address = address;
    this.in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    this.base = in.position();
    this.limits = limits;
  }

  /** Reads one structure from here. */
  public <R> R read(Description<R> d) {
    return d.transfer(this, null);
  }

  @Override
  long number(String field, int width, long value) {
    need(field, width);
    switch (width) {
      case 1:
        return in.get() & 0xff;
      case 2:
        return in.getShort() & 0xffff;
      case 4:
        return in.getInt() & 0xffffffffL;
      case 8:
        return in.getLong();
      default:
        long v = 0;
        for (int i = 0; i < width; i++) {
          v |= (in.get() & 0xffL) << (8 * i);
        }
        return v;
    }
  }

  private void need(String field, long length) {
    fieldStart = position();
    if (length < 0 || length > in.remaining()) {
      throw corrupt(
          field,
          "the end after " + in.remaining() + " bytes",
          Long.toUnsignedString(length) + " bytes");
    }
  }

  @Override
  byte[] raw(String field, long length, byte[] value) {
    need(field, length);
    byte[] out = new byte[(int) length];
    in.get(out);
    return out;
  }

  @Override
  public void zeros(String field, long length) {
    need(field, length);
    in.position(in.position() + (int) length);
  }

  @Override
  public void checksum(String field, long from) {
    int start = base + (int) from;
    int expected = Lookup3.hash(in, start, in.position() - start);
    int found = (int) number(field, 4, 0);
    if (found != expected) {
      throw corrupt(field, Integer.toHexString(found), Integer.toHexString(expected));
    }
  }

  @Override
  public String textZ(String field, String value) {
    need(field, 1);
    int end = in.position();
    while (end < in.limit() && in.get(end) != 0) {
      end++;
    }
    if (end == in.limit()) {
      throw corrupt(field, "text without an end", "a NUL within " + in.remaining() + " bytes");
    }
    byte[] out = new byte[end - in.position()];
    in.get(out);
    in.get();
    return Utf8.decode(out);
  }

  @Override
  public <R> R region(String field, long length, R value, Description<R> d) {
    need(field, length);
    int limit = in.limit();
    int end = in.position() + (int) length;
    in.limit(end);
    R out = item(field, null, d);
    in.limit(limit);
    in.position(end);
    return out;
  }

  @Override
  public long position() {
    return in.position() - base;
  }

  @Override
  public long remaining() {
    return in.remaining();
  }

  @Override
  public boolean reading() {
    return true;
  }

  @Override
  int maxNesting() {
    return limits.maxNesting();
  }

  @Override
  public CorruptFileException corrupt(String field, Object found, String expected) {
    return new CorruptFileException(
        file, structure, located(field), at(), String.valueOf(found), expected, "");
  }

  @Override
  public UnsupportedFormatException unsupported(String field, Object found, String supported) {
    return new UnsupportedFormatException(
        file, structure, located(field), at(), String.valueOf(found), supported);
  }

  private long at() {
    return address < 0 ? -1 : address + fieldStart;
  }
}
