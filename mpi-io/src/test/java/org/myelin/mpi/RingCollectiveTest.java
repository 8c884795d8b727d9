package org.myelin.mpi;

class RingCollectiveTest extends CollectiveContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    RingJob.run(ranks, program);
  }
}
