package org.myelin.mpi;

class ThreadWinTest extends WinContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    Mpi.runThreads(ranks, program);
  }
}
