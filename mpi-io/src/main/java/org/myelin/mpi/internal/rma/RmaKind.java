package org.myelin.mpi.internal.rma;

/** What one rank asks of another's window; the ordinal travels. */
enum RmaKind {
  /** Stores data. */
  PUT,
  /** Answers with what is there. */
  GET,
  /** Combines data with what is there. */
  ACCUMULATE,
  /** As {@link #ACCUMULATE}, and answers with what was there. */
  GET_ACCUMULATE,
  /** Stores the second element if the first is there; answers with what was there. */
  COMPARE_AND_SWAP,
  /** Answers when the lock is granted; the argument is 1 for an exclusive one. */
  LOCK,
  /** Gives the lock back. */
  UNLOCK,
  /** The window may be accessed by the receiver; no answer. */
  POST,
  /** The sender's accesses after a post are done; no answer. */
  COMPLETE
}
