package org.myelin.mpi.io;

import java.util.Arrays;
import java.util.List;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.MpiException;

/** Ranks as threads, for file tests. */
final class Ranks {
  private Ranks() {}

  /** What one rank does. */
  @FunctionalInterface
  interface Program {
    void run(Intracomm world) throws Exception;
  }

  /** Runs {@code program} on every rank and throws the first failure. */
  static void run(int size, Program program) {
    Mpi.runThreads(size, mpi -> program.run(mpi.world()));
  }

  /** Runs {@code program} on every rank; returns what each one threw, or null. */
  static List<Throwable> failures(int size, Program program) {
    Throwable[] thrown = new Throwable[size];
    Mpi.runThreads(
        size,
        mpi -> {
          try {
            program.run(mpi.world());
          } catch (MpiException e) {
            // Not passed on: a rank that throws would end the others before they see their failure.
            thrown[mpi.world().rank()] = e;
          }
        });
    return Arrays.asList(thrown);
  }
}
