package org.myelin.mpi;

class RingFailureTest extends FailureContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    RingJob.run(ranks, program);
  }
}
