package org.myelin.hdf5;

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
  /** Empty text that a file holds is shown as such. */
  public Finding {
    found = found.isBlank() ? "'" + found + "'" : found;
    expected = expected.isBlank() ? "'" + expected + "'" : expected;
  }

  /** The place, as messages have it. */
  String place() {
    return structure
        + (field.isEmpty() ? "" : "." + field)
        + (address < 0 ? "" : " at 0x" + Long.toHexString(address));
  }
}
