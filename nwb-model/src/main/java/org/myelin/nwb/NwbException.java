package org.myelin.nwb;

/**
 * Root of everything that goes wrong with an NWB file; unchecked, and the message names object
 * path, type and spec.
 */
public class NwbException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with a one-line message. */
  public NwbException(String message) {
    super(message);
  }

  /** A failure with a one-line message and its cause. */
  public NwbException(String message, Throwable cause) {
    super(message, cause);
  }
}
