package org.myelin.hdf5;

/** Storage failed: the cause says how. */
public class Hdf5IOException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /** A failure without a cause below it, for example use after close. */
  public Hdf5IOException(String message) {
    super(message);
  }

  /** A failure of the storage below. */
  public Hdf5IOException(String message, Throwable cause) {
    super(message, cause);
  }
}
