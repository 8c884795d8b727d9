package org.myelin.mpi;

class RingRequestTest extends RequestContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    RingJob.run(ranks, program);
  }
}
