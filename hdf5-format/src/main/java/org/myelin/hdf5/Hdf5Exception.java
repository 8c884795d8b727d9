package org.myelin.hdf5;

/**
 * Root of everything that goes wrong with an HDF5 file; unchecked, and the message says where and
 * what to do next.
 */
public class Hdf5Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with a one-line message. */
  public Hdf5Exception(String message) {
    super(message);
  }

  /** A failure with a one-line message and its cause. */
  public Hdf5Exception(String message, Throwable cause) {
    super(message, cause);
  }
}
