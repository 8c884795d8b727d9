package org.myelin.mpi.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.Op;

/** Ranks that go on without those that fail, until two are left. */
public final class SurvivorProgram {
  private SurvivorProgram() {}

  /** One rank; the argument is a folder for process numbers. */
  public static void main(String[] args) throws Exception {
    try (Mpi mpi = Mpi.init(args)) {
      Intracomm comm = mpi.world();
      Files.writeString(
          Path.of(args[0], "pid-" + comm.rank()), ProcessHandle.current().pid() + "\n");
      while (comm.size() > 2) {
        try {
          comm.allReduce(new double[5000], new double[5000], Op.SUM);
          comm.barrier();
        } catch (MpiException failed) {
          comm.faults().revoke();
          comm = comm.faults().shrink();
        }
      }
      System.out.println("left " + comm.allReduce(1, Op.SUM));
    }
  }
}
