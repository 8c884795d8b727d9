package org.myelin.mpi;

class RingStormTest extends StormContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    RingJob.run(ranks, program);
  }
}
