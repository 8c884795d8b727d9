package org.myelin.mpi;

class TcpRequestTest extends RequestContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    TcpJob.run(ranks, program);
  }
}
