package org.myelin.hdf5;

import java.util.Optional;

/**
 * Root of everything that goes wrong with an HDF5 file; unchecked, and the message says where and
 * what to do next.
 */
public class Hdf5Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  /** A failure with a one-line message. */
  public Hdf5Exception(String message) {
    this(message, (Finding) null);
  }

  /** A failure with a one-line message and its cause. */
  public Hdf5Exception(String message, Throwable cause) {
    super(message, cause);
    this.finding = null;
  }

  Hdf5Exception(String message, Finding finding) {
    super(message);
    this.finding = finding;
  }

  /**
   * What was wrong with the file, and where; empty where the file is not to blame, as when storage
   * fails or a file is used after it was closed, and after serialization.
   */
  public final Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }
}
