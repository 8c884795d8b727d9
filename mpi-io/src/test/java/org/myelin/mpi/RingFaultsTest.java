package org.myelin.mpi;

class RingFaultsTest extends FaultsContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    RingJob.run(ranks, OnFailure.CONTINUE, program);
  }
}
