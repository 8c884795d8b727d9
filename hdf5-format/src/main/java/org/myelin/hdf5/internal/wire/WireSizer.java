package org.myelin.hdf5.internal.wire;

/** Counts bytes; makes none. */
final class WireSizer extends Wire {
  private long position;

  WireSizer(Geometry geometry) {
    super(geometry);
  }

  @Override
  long number(String field, int width, long value) {
    position += width;
    return value;
  }

  @Override
  byte[] raw(String field, long length, byte[] value) {
    position += length;
    return value;
  }

  @Override
  public void zeros(String field, long length) {
    position += length;
  }

  @Override
  public void checksum(String field, long from) {
    position += 4;
  }

  @Override
  public String textZ(String field, String value) {
    position += Utf8.encode(value).length + 1;
    return value;
  }

  @Override
  public <R> R region(String field, long length, R value, Description<R> d) {
    position += length;
    return value;
  }

  @Override
  public long position() {
    return position;
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
        "cannot size " + located(field) + ": it is " + found + ", the format holds " + expected);
  }

  @Override
  public IllegalArgumentException unsupported(String field, Object found, String supported) {
    return new IllegalArgumentException(
        "cannot size " + located(field) + ": " + found + "; this version knows " + supported);
  }
}
