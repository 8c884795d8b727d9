package org.myelin.bench.messages;

import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.Op;

/**
 * Collective calls: barrier|bcast|allreduce|alltoall BYTES ROUNDS WARM-UP; rank 0 prints
 * microseconds for one. Broadcasts come from ranks 0 and 1 in turn, so that no root runs ahead.
 */
public final class CollectiveCalls {
  private CollectiveCalls() {}

  /** Prints the figure. */
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[2]);
    try (Mpi mpi = Mpi.init()) {
      Intracomm world = mpi.world();
      Runnable call = call(world, args[0], Integer.parseInt(args[1]));
      repeat(call, Integer.parseInt(args[3]));
      world.barrier();
      long start = System.nanoTime();
      repeat(call, rounds);
      world.barrier();
      if (world.rank() == 0) {
        System.out.println((System.nanoTime() - start) / 1e3 / rounds);
      }
    }
  }

  private static void repeat(Runnable call, int times) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }

  private static Runnable call(Intracomm world, String name, int bytes) {
    switch (name) {
      case "barrier":
        return world::barrier;
      case "bcast":
        byte[] data = new byte[bytes];
        int[] calls = {0};
        return () -> world.bcast(data, calls[0]++ & 1);
      case "allreduce":
        double[] mine = new double[bytes / Double.BYTES];
        double[] sum = new double[mine.length];
        return () -> world.allReduce(mine, sum, Op.SUM);
      case "alltoall":
        byte[] toAll = new byte[bytes * world.size()];
        byte[] fromAll = new byte[toAll.length];
        return () -> world.allToAll(toAll, fromAll);
      default:
        throw new IllegalArgumentException("unknown collective call " + name);
    }
  }
}
