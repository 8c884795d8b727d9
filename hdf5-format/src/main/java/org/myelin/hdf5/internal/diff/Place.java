package org.myelin.hdf5.internal.diff;

import org.myelin.hdf5.Hyperslab;

/** Where in two datasets or attributes elements are that differ, and the lines that tell. */
final class Place {
  private static final String GAP = " ".repeat(10);

  private final Comparison c;
  private final String name1;
  private final String name2;
  private final long[] shape;
  private Hyperslab box;
  private boolean headed;

  /**
   * @param name1 what the heading calls the first dataset or attribute, as bytes
   * @param shape of both; empty for a scalar
   */
  Place(Comparison c, String name1, String name2, long[] shape) {
    this.c = c;
    this.name1 = name1;
    this.name2 = name2;
    this.shape = shape.clone();
  }

  String name1() {
    return name1;
  }

  String name2() {
    return name2;
  }

  /** The elements that follow are of this part. */
  void box(Hyperslab newBox) {
    box = newBox;
  }

  /** Whether differences are printed. */
  boolean lists() {
    return c.lists();
  }

  /**
   * Prints the line of a difference.
   *
   * @param element its number in the part
   * @param relative whether a heading has a column for relative differences
   * @param values what stands behind the position
   */
  void line(long element, boolean relative, String values) {
    line(element, "      ", relative, values);
  }

  /** Prints the line of a character that differs, by its number in the text. */
  void character(long element, long at, String values) {
    line(element, "[ " + at + "]", false, values);
  }

  private void line(long element, String ofScalar, boolean relative, String values) {
    if (!c.lists()) {
      return;
    }
    if (!headed) {
      headed = true;
      heading(relative);
    }
    c.print((shape.length == 0 ? ofScalar : position(element)) + GAP + values + "\n");
  }

  private void heading(boolean relative) {
    String size = dimensions(shape);
    String line =
        column("position", 15)
            + column(name1, 15)
            + column(name2, 15)
            + (relative
                ? column("difference", 15) + Comparison.padded("relative", 15)
                : Comparison.padded("difference", 20));
    c.print(
        Comparison.padded("size:", 16)
            + size
            + " ".repeat(11)
            + size
            + "\n"
            + line
            + "\n"
            + "-".repeat(relative ? 72 : 60)
            + "\n");
  }

  static String column(String text, int width) {
    return Comparison.padded(text, width) + " ";
  }

  private String position(long element) {
    long rest = element;
    long[] at = new long[shape.length];
    for (int d = at.length - 1; d >= 0; d--) {
      at[d] = box.startAt(d) + rest % box.extentAt(d);
      rest /= box.extentAt(d);
    }
    StringBuilder s = new StringBuilder("[ ");
    for (long i : at) {
      s.append(i).append(' ');
    }
    return s.append(']').toString();
  }

  /** A shape as h5diff shows it; -1 stands for its unlimited length. */
  static String dimensions(long[] shape) {
    if (shape.length == 0) {
      return "H5S_SCALAR";
    }
    StringBuilder s = new StringBuilder("[");
    for (int d = 0; d < shape.length; d++) {
      s.append(d == 0 ? "" : "x").append(Long.toUnsignedString(shape[d]));
    }
    return s.append(']').toString();
  }
}
