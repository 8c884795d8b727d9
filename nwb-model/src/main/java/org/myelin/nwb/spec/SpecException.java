package org.myelin.nwb.spec;

import org.myelin.nwb.NwbException;

/**
 * A specification that cannot be understood; the message says which source, where in it, and what
 * was expected.
 */
public class SpecException extends NwbException {
  private static final long serialVersionUID = 1L;

  /** A failure with a one-line message. */
  public SpecException(String message) {
    super(message);
  }

  /** A failure with a one-line message and its cause. */
  public SpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
