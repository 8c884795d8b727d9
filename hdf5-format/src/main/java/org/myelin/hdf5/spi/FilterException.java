package org.myelin.hdf5.spi;

/**
 * Bytes that a filter cannot decode or encode, or a dataset that it cannot be applied to; the
 * dataset adds where they lie.
 */
public class FilterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was found and what was expected, in one line. */
  public FilterException(String message) {
    super(message);
  }
}
