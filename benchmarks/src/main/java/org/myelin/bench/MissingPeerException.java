package org.myelin.bench;

/** A peer that is not installed here; the message says what to install. */
public final class MissingPeerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code message} says what to install. */
  public MissingPeerException(String message) {
    super(message);
  }
}
