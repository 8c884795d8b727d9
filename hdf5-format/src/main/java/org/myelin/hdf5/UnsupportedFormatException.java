package org.myelin.hdf5;

/**
 * A part of the format that is legal, or may become so, but that this version does not know; it is
 * named, never skipped.
 */
public final class UnsupportedFormatException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /** A one-line message that names the file, what is not supported, and what to do next. */
  public UnsupportedFormatException(String message) {
    super(message);
  }

  /**
   * A located refusal.
   *
   * @param file the file's name as the caller gave it
   * @param structure the specification's name of the structure
   * @param field the field in it
   * @param address where the field starts; negative if unknown
   * @param found what the file asks for
   * @param supported what this version knows
   */
  public UnsupportedFormatException(
      String file, String structure, String field, long address, String found, String supported) {
    super(
        file
            + ": "
            + structure
            + (field.isEmpty() ? "" : "." + field)
            + (address < 0 ? "" : " at 0x" + Long.toHexString(address))
            + ": "
            + found
            + " is not supported; this version knows "
            + supported);
  }
}
