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
    this(
        file
            + ": "
            + new Finding(structure, field, address, found, supported).place()
            + ": "
            + found
            + " is not supported; this version knows "
            + supported,
        new Finding(structure, field, address, found, supported));
  }

  /**
   * A refusal in words of its own.
   *
   * @param message names the file and what to do next
   * @param finding what is refused
   */
  public UnsupportedFormatException(String message, Finding finding) {
    super(message, finding);
  }
}
