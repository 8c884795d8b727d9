package org.myelin.mpi;

class RingCommTest extends CommContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    RingJob.run(ranks, program);
  }
}
