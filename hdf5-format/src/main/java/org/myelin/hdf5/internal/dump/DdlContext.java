package org.myelin.hdf5.internal.dump;

/**
 * Where printing stands inside one block of the text. What belongs to a block inside it is printed
 * with a copy, or with a context of its own.
 */
final class DdlContext {
  static final String INDENT = "   ";
  private static final long[] SCALAR = {};

  /** Depth of indentation. */
  int level;

  /** Bytes in the line so far, as counted for breaking it. */
  int column;

  /** Of them, those of the line's start. */
  int startLength;

  /** Whether the next text begins a line. */
  boolean newLine = true;

  /** Whether the last element took several lines. */
  boolean wasMultiline;

  /** Whether elements came before those of this part. */
  boolean continued;

  /** Elements since the line began. */
  long inLine;

  /** Length of the fastest dimension; 0 for a scalar. */
  long rowLength;

  /** Number of the first element of this part in the dataspace. */
  long position;

  /** Elements by which an index of each dimension counts. */
  long[] strides = SCALAR;

  DdlContext(int level) {
    this.level = level;
    this.column = INDENT.length() * level;
  }

  DdlContext copy() {
    DdlContext c = new DdlContext(level);
    c.column = column;
    c.startLength = startLength;
    c.newLine = newLine;
    c.wasMultiline = wasMultiline;
    c.continued = continued;
    c.inLine = inLine;
    c.rowLength = rowLength;
    c.position = position;
    c.strides = strides;
    return c;
  }

  /** Elements of a dataspace of this shape follow. */
  void elements(long[] shape) {
    strides = strides(shape);
    rowLength = shape.length == 0 ? 0 : shape[shape.length - 1];
  }

  /** Elements by which an index of each dimension counts. */
  static long[] strides(long[] shape) {
    long[] strides = new long[shape.length];
    long n = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = n;
      n *= Math.max(1, shape[d]);
    }
    return strides;
  }
}
