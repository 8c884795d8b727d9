package org.myelin.mpi;

class ThreadStormTest extends StormContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    Mpi.runThreads(ranks, program);
  }
}
