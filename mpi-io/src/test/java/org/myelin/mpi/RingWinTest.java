package org.myelin.mpi;

class RingWinTest extends WinContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    RingJob.run(ranks, program);
  }
}
