package org.myelin.mpi;

class RingTopologyTest extends TopologyContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    RingJob.run(ranks, program);
  }
}
