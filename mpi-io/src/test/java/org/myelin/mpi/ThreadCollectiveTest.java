package org.myelin.mpi;

class ThreadCollectiveTest extends CollectiveContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    Mpi.runThreads(ranks, program);
  }
}
