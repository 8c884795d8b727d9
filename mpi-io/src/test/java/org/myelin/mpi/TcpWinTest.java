package org.myelin.mpi;

class TcpWinTest extends WinContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    TcpJob.run(ranks, program);
  }
}
