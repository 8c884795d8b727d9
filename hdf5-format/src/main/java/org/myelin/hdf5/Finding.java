package org.myelin.hdf5;

import java.util.regex.Pattern;

/**
 * What was wrong with a file, and where.
 *
 * @param structure the structure, in the words of the specification, or the object whose elements
 *     were asked for
 * @param field the field inside the structure; empty if the whole structure is meant
 * @param address where the field starts, relative to the base address; negative if unknown
 * @param found what the file says
 * @param expected what it should say, or what this version and its limits allow
 */
public record Finding(String structure, String field, long address, String found, String expected) {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** Empty text that a file holds is shown as such, and a line stays one whatever names hold. */
  public Finding {
    structure = oneLine(structure);
    found = oneLine(found.isBlank() ? "'" + found + "'" : found);
    expected = oneLine(expected.isBlank() ? "'" + expected + "'" : expected);
  }

  private static String oneLine(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** The place, as messages have it. */
  String place() {
    return structure
        + (field.isEmpty() ? "" : "." + field)
        + (address < 0 ? "" : " at 0x" + Long.toHexString(address));
  }
}
