package org.myelin.mpi.internal.match;

import java.util.BitSet;

/**
 * What a rank knows of a communicator when ranks may fail without the job: who is in it, whether it
 * was revoked, and of which failures the program says that it knows.
 */
public final class Members {
  private final int context;
  private int[] ranks = {};
  private volatile boolean revoked;
  private volatile BitSet acknowledged = new BitSet();
  private int agreements;

  Members(int context) {
    this.context = context;
  }

  synchronized void describe(int... worldRanks) {
    ranks = worldRanks;
  }

  int context() {
    return context;
  }

  /** World ranks of all who take part, in both groups of an intercommunicator. */
  synchronized int[] ranks() {
    return ranks;
  }

  /** Whether no call on it can end well any more. */
  public boolean revoked() {
    return revoked;
  }

  /** True for the first time. */
  synchronized boolean revoke() {
    boolean first = !revoked;
    revoked = true;
    return first;
  }

  /** Of these failed world ranks the program knows. */
  void acknowledge(BitSet failed) {
    acknowledged = failed;
  }

  BitSet acknowledged() {
    return acknowledged;
  }

  /** Number of the next agreement, from 0. */
  synchronized int nextAgreement() {
    return agreements++;
  }
}
