package org.myelin.mpi;

class TcpTopologyTest extends TopologyContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    TcpJob.run(ranks, program);
  }
}
