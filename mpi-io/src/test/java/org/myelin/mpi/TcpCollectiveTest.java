package org.myelin.mpi;

class TcpCollectiveTest extends CollectiveContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    TcpJob.run(ranks, program);
  }
}
