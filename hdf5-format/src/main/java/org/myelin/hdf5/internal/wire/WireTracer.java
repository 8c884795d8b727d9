package org.myelin.hdf5.internal.wire;

import java.util.HexFormat;

/**
 * Writes, and notes each field on a line of its own: for people who compare a structure with the
 * specification.
 */
final class WireTracer extends WireWriter {
  private static final int MAX_BYTES_SHOWN = 16;

  private final StringBuilder text = new StringBuilder();

  WireTracer(Geometry geometry) {
    super(geometry, 256);
  }

  String text() {
    return text.toString();
  }

  private void note(String field, String value) {
    text.append(String.format("%6d  ", position())).append(located(field)).append(" = ");
    text.append(value).append('\n');
  }

  @Override
  long number(String field, int width, long value) {
    note(field, value + " (" + width + ")");
    return super.number(field, width, value);
  }

  @Override
  byte[] raw(String field, long length, byte[] value) {
    int shown = Math.min(value.length, MAX_BYTES_SHOWN);
    String hex = HexFormat.ofDelimiter(" ").formatHex(value, 0, shown);
    note(field, hex + (shown < value.length ? " …" : "") + " (" + length + ")");
    return super.raw(field, length, value);
  }

  @Override
  public void zeros(String field, long length) {
    note(field, "zeros (" + length + ")");
    super.zeros(field, length);
  }
}
