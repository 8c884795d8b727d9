package org.myelin.mpi;

class TcpFaultsTest extends FaultsContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    TcpJob.run(ranks, OnFailure.CONTINUE, program);
  }
}
