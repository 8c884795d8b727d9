package org.myelin.mpi;

class ThreadFaultsTest extends FaultsContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    Mpi.runThreads(ranks, OnFailure.CONTINUE, program);
  }
}
