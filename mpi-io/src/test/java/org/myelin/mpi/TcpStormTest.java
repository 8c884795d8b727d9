package org.myelin.mpi;

class TcpStormTest extends StormContract {
  @Override
  void job(int ranks, Mpi.RankProgram program) {
    TcpJob.run(ranks, program);
  }
}
