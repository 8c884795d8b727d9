package org.myelin.mpi;

class TcpCommTest extends CommContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    TcpJob.run(ranks, program);
  }
}
