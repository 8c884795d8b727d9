package org.myelin.mpi;

class ThreadCommTest extends CommContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    Mpi.runThreads(ranks, program);
  }
}
