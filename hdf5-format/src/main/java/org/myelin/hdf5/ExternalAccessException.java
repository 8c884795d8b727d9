package org.myelin.hdf5;

/**
 * A file asks for another file (external link, external raw data, virtual source) that may not be
 * touched.
 */
public final class ExternalAccessException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal that names both files.
   *
   * @param file the file that asks
   * @param what what asks, for example {@code external link /a/b}
   * @param target the other file's name as stored
   * @param reason why not, and how to allow it
   */
  public ExternalAccessException(String file, String what, String target, String reason) {
    super(
        file + ": " + what + " asks for file '" + target + "': " + reason,
        new Finding(what, "file name", -1, "'" + target + "'", "a file that may be opened"));
  }
}
