package org.myelin.mpi;

class TcpFailureTest extends FailureContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    TcpJob.run(ranks, program);
  }
}
