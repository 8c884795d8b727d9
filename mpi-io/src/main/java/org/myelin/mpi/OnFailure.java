package org.myelin.mpi;

/** What becomes of a job when one of its ranks has failed. */
public enum OnFailure {
  /** Every call of the other ranks fails, and they are ended after a moment. */
  END,
  /**
   * The others go on: only calls that need the failed rank fail. {@link Faults} makes a
   * communicator of those that are left.
   */
  CONTINUE
}
