package org.myelin.mpi.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.myelin.mpi.Comm;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.Op;
import org.myelin.mpi.RankFailedException;
import org.myelin.mpi.Request;

/**
 * Ranks that talk without a pause, for faults to happen in the midst of it. Arguments: a folder for
 * process numbers, how many milliseconds to talk, the rank that throws after half of it (-1 for
 * none), a seed.
 */
public final class BusyProgram {
  private BusyProgram() {}

  /** One rank. */
  public static void main(String[] args) throws Exception {
    long millis = Long.parseLong(args[1]);
    int throwing = Integer.parseInt(args[2]);
    Random random = new Random(Long.parseLong(args[3]));
    Files.writeString(
        Path.of(args[0], "coordinator-" + ProcessHandle.current().pid()),
        System.getenv("MYELIN_COORDINATOR") + "\n");
    try (Mpi mpi = Mpi.init(args)) {
      Intracomm world = mpi.world();
      Files.writeString(
          Path.of(args[0], "pid-" + world.rank()), ProcessHandle.current().pid() + "\n");
      world.barrier();
      long start = System.nanoTime();
      for (boolean more = true; more; ) {
        long gone = (System.nanoTime() - start) / 1_000_000;
        if (world.rank() == throwing && gone > millis / 2) {
          System.out.println("fault " + System.currentTimeMillis());
          throw new IllegalStateException("unwell on purpose");
        }
        talk(world, random.nextInt(5), random.nextInt(40_000));
        more = world.allReduce(gone > millis ? 1 : 0, Op.MAX) == 0;
      }
      System.out.println("rank " + world.rank() + " went on to the end");
    } catch (RankFailedException failed) {
      long now = System.currentTimeMillis();
      System.out.println("said " + failed.failedRank() + " " + now + " " + failed.getMessage());
      System.exit(3);
    }
  }

  private static void talk(Intracomm world, int what, int length) {
    int n = world.size();
    int right = (world.rank() + 1) % n;
    int left = (world.rank() + n - 1) % n;
    switch (what) {
      case 0 -> world.barrier();
      case 1 -> world.bcast(new long[length], length % n);
      case 2 -> {
        Request sent = world.isend(new double[length], right, 3);
        world.recv(new double[length], left, 3);
        sent.await();
      }
      case 3 -> {
        Request sent = world.isend(new int[] {length}, right, 4);
        world.recv(new int[1], Comm.ANY_SOURCE, 4);
        sent.await();
      }
      default -> world.allGatherBytes(new byte[length]);
    }
  }
}
