package org.myelin.mpi;

class ThreadFailureTest extends FailureContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    Mpi.runThreads(ranks, program);
  }
}
