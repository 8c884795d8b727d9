package org.myelin.mpi.internal.launch;

import org.myelin.mpi.internal.match.Engine;

/** A rank that is a process of its own. */
public final class ProcessRank extends WorldRank {
  private ProcessRank(Engine engine) {
    super(engine);
  }

  /** The rank that this process was started as, or null when it was not. */
  static synchronized WorldRank ofThisProcess() {
    return null;
  }
}
