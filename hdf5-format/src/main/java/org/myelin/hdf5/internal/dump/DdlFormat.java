package org.myelin.hdf5.internal.dump;

/**
 * How lines of elements begin and end.
 *
 * @param columns lines are broken at
 * @param indices whether lines begin with the index of their first element
 * @param indented whether indices stand at the place of the block's own line
 * @param characters whether elements are characters of a text: no commas, lines in quotes
 */
record DdlFormat(int columns, boolean indices, boolean indented, boolean characters) {
  private static final int UNLIMITED = 65_535;

  /** The list of a region's parts is broken here, whatever width the user asked for. */
  private static final int REGION_COLUMNS = 80;

  /** For lines that are not elements, by the width that the user asked for; 0 is no limit. */
  static DdlFormat plain(int width) {
    return new DdlFormat(width == 0 ? UNLIMITED : width, false, false, false);
  }

  /** For elements. */
  DdlFormat elements(boolean withIndices, boolean asCharacters) {
    return new DdlFormat(columns, withIndices && !asCharacters, withIndices, asCharacters);
  }

  /** For the parts of a region, which h5dump breaks as if they stood one level deeper. */
  DdlFormat region() {
    return new DdlFormat(REGION_COLUMNS, false, true, false);
  }

  /** What stands between elements of a line, after the comma. */
  String between() {
    return characters ? "" : " ";
  }

  /** What follows an element that is not the last. */
  String comma() {
    return characters ? "" : ",";
  }

  /** How a line ends. */
  String lineEnd() {
    return characters ? "\"" : "";
  }

  /** How a line begins: for the element with this number in its dataspace. */
  String lineStart(DdlContext c, long element) {
    if (characters) {
      return "\"";
    }
    if (!indices) {
      return "";
    }
    StringBuilder s = new StringBuilder("(");
    long rest = element;
    for (int d = 0; d < c.strides.length; d++) {
      s.append(d == 0 ? "" : ",").append(rest / c.strides[d]);
      rest %= c.strides[d];
    }
    return s.append(c.strides.length == 0 ? "0): " : "): ").toString();
  }
}
