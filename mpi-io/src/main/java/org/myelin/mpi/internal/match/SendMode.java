package org.myelin.mpi.internal.match;

/** When a send has ended (MPI standard, "Communication Modes"). Ready sends are standard ones. */
public enum SendMode {
  /** The buffer may be used again. */
  STANDARD,
  /** Its receive has begun too. */
  SYNCHRONOUS
}
