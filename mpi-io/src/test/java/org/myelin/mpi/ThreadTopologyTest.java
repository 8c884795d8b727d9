package org.myelin.mpi;

class ThreadTopologyTest extends TopologyContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    Mpi.runThreads(ranks, program);
  }
}
