package org.myelin.hdf5;

/**
 * Bytes that no HDF5 file may have: says which file, structure, field and address, what was found
 * there and what the format expects.
 */
public final class CorruptFileException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String structure;
  private final String field;
  private final long address;
  private final String found;
  private final String expected;

  /**
   * A located finding.
   *
   * @param file the file's name as the caller gave it
   * @param structure the specification's name of the structure, for example {@code Superblock}
   * @param field the field in it, for example {@code checksum}
   * @param address where the field starts, relative to the base address; negative if unknown
   * @param found what the file says
   * @param expected what it should say
   * @param advice what to do next, or an empty string
   */
  public CorruptFileException(
      String file,
      String structure,
      String field,
      long address,
      String found,
      String expected,
      String advice) {
    this(file, new Finding(structure, field, address, found, expected), advice);
  }

  private CorruptFileException(String file, Finding f, String advice) {
    super(text(file, f, advice), f);
    this.file = file;
    this.structure = f.structure();
    this.field = f.field();
    this.address = f.address();
    this.found = f.found();
    this.expected = f.expected();
  }

  private static String text(String file, Finding f, String advice) {
    String s = file + ": " + f.place() + ": found " + f.found() + ", expected " + f.expected();
    return advice == null || advice.isEmpty() ? s : s + "; " + advice;
  }

  /** The file's name as the caller gave it. */
  public String file() {
    return file;
  }

  /** The structure, in the words of the specification. */
  public String structure() {
    return structure;
  }

  /** The field inside the structure. */
  public String field() {
    return field;
  }

  /** Where the field starts, relative to the base address; negative if unknown. */
  public long address() {
    return address;
  }

  /** What the file says. */
  public String found() {
    return found;
  }

  /** What the format expects. */
  public String expected() {
    return expected;
  }
}
