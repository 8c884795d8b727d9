package org.myelin.mpi;

class ThreadRequestTest extends RequestContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    Mpi.runThreads(ranks, program);
  }
}
