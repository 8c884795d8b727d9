package org.myelin.hdf5.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Puts values into growing bytes; a value that does not fit its field is the caller's mistake. */
public class WireWriter extends Wire {
  private ByteBuffer out;

  /** A writer that expects about this many bytes. */
  public WireWriter(Geometry geometry, int expectedSize) {
    super(geometry);
    out = allocate(Math.max(expectedSize, 16));
  }

  private static ByteBuffer allocate(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What has been written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(out.array(), out.position());
  }

  private void room(long length) {
    if (length > out.remaining()) {
      long wanted = Math.max(out.capacity() * 2L, out.position() + length);
      if (wanted > Integer.MAX_VALUE - 16) {
        throw new IllegalArgumentException(
            "a structure of " + wanted + " bytes; at most 2^31 - 17");
      }
      out = allocate((int) wanted).put(out.array(), 0, out.position());
    }
  }

  @Override
  long number(String field, int width, long value) {
    check(field, width, value);
    room(8);
    switch (width) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      case 8 -> out.putLong(value);
      default -> {
        for (int i = 0; i < width; i++) {
          out.put((byte) (value >>> (8 * i)));
        }
      }
    }
    return value;
  }

  private void check(String field, int width, long value) {
    if (width < 8 && value >>> (8 * width) != 0) {
      throw corrupt(field, value, "0 to " + ((1L << (8 * width)) - 1));
    }
  }

  @Override
  byte[] raw(String field, long length, byte[] value) {
    if (value.length != length) {
      throw corrupt(field, value.length + " bytes", length + " bytes");
    }
    room(length);
    out.put(value);
    return value;
  }

  @Override
  public void zeros(String field, long length) {
    room(length);
    out.position(out.position() + (int) length);
  }

  @Override
  public void checksum(String field, long from) {
    number(field, 4, Lookup3.hash(out, (int) from, out.position() - (int) from) & 0xffffffffL);
  }

  @Override
  public String textZ(String field, String value) {
    byte[] bytes = Utf8.encode(value);
    for (byte b : bytes) {
      if (b == 0) {
        throw corrupt(field, "a NUL in '" + value.replace('\0', '?') + "'", "none");
      }
    }
    raw(field, bytes.length + 1L, Arrays.copyOf(bytes, bytes.length + 1));
    return value;
  }

  @Override
  public <R> R region(String field, long length, R value, Description<R> d) {
    long start = position();
    R result = item(field, value, d);
    long used = position() - start;
    if (used > length) {
      throw corrupt(field, used + " bytes", "at most " + length);
    }
    zeros(field + " padding", length - used);
    return result;
  }

  @Override
  public long position() {
    return out.position();
  }

  @Override
  public long remaining() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean reading() {
    return false;
  }

  @Override
  int maxNesting() {
    return 256;
  }

  @Override
  public IllegalArgumentException corrupt(String field, Object found, String expected) {
    return new IllegalArgumentException(
        "cannot write " + located(field) + ": it is " + found + ", the format holds " + expected);
  }

  @Override
  public IllegalArgumentException unsupported(String field, Object found, String supported) {
    return new IllegalArgumentException(
        "cannot write " + located(field) + ": " + found + "; this version knows " + supported);
  }
}
