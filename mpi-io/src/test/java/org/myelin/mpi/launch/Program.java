package org.myelin.mpi.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.myelin.mpi.Comm;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.Op;
import org.myelin.mpi.Request;

/** What the ranks of the launcher tests do, chosen by the first argument. */
public final class Program {
  private Program() {}

  public static void main(String[] args) throws Exception {
    int rank = Integer.parseInt(System.getenv().getOrDefault("MYELIN_RANK", "0"));
    switch (args[0]) {
      case "lines" -> lines(rank, Integer.parseInt(args[1]));
      case "exit" -> System.exit(rank == 1 ? Integer.parseInt(args[1]) : 0);
      case "echo" -> echo(rank);
      case "never-init" -> neverInit(rank, args);
      default -> withMpi(args);
    }
  }

  private static void withMpi(String[] args) throws Exception {
    try (Mpi mpi = Mpi.init(args)) {
      Intracomm world = mpi.world();
      switch (args[0]) {
        case "work" -> work(world);
        case "transport" -> System.out.println(mpi.transport());
        case "throw" -> {
          world.barrier();
          if (world.rank() == 1) {
            throw new IllegalStateException("rank one is unwell");
          }
          world.barrier();
        }
        case "exit-in-call" -> {
          world.barrier();
          if (world.rank() == 1) {
            Runtime.getRuntime().halt(7);
          }
          world.recv(new int[1], 1, 3);
        }
        case "abort" -> {
          world.barrier();
          if (world.rank() == 1) {
            mpi.abort(9, "enough");
          }
          world.recv(new int[1], Comm.ANY_SOURCE, 3);
        }
        case "mismatch" -> {
          if (world.rank() == 1) {
            world.allReduce(1, Op.MAX);
          } else {
            world.allReduce(1, Op.SUM);
          }
        }
        case "wait" -> {
          Files.writeString(
              Path.of(args[1], "pid-" + world.rank()), "" + ProcessHandle.current().pid());
          world.barrier();
          if (world.rank() > 0) {
            world.recv(new int[1], 0, 1);
          } else {
            Path go = Path.of(args[1], "go");
            while (!Files.exists(go)) {
              Thread.sleep(20);
            }
            for (int i = 1; i < world.size(); i++) {
              world.send(new int[] {i}, i, 1);
            }
          }
          System.out.println("rank " + world.rank() + " went on");
        }
        case "init-twice" -> {
          try {
            Mpi.init();
          } catch (IllegalStateException expected) {
            System.out.println("twice: " + expected.getMessage());
          }
        }
        default -> throw new IllegalArgumentException(args[0]);
      }
    } catch (org.myelin.mpi.MpiException failed) {
      System.out.println("rank said: " + failed.getMessage());
      System.exit(3);
    }
  }

  private static void work(Intracomm world) {
    int n = world.size();
    Random random = new Random(42);
    for (int round = 0; round < 20; round++) {
      byte[] mine = new byte[random.nextInt(400_000)];
      mine[mine.length / 2] = (byte) world.rank();
      byte[][] all = world.allGatherBytes(mine);
      for (int i = 0; i < n; i++) {
        if (all[i].length != mine.length || all[i][mine.length / 2] != i) {
          throw new IllegalStateException("wrong bytes from rank " + i);
        }
      }
      double[] ring = new double[round * 5000];
      Request sent = world.isend(ring, (world.rank() + 1) % n, 5);
      world.recv(ring.clone(), Comm.ANY_SOURCE, 5);
      sent.await();
    }
    long sum = world.allReduce(world.rank(), Op.SUM);
    System.out.println("rank " + world.rank() + " of " + n + " sum " + sum);
  }

  private static void lines(int rank, int count) {
    String line = ("" + rank).repeat(150 + rank);
    for (int i = 0; i < count; i++) {
      System.out.println(line);
      System.err.println(line);
    }
  }

  private static void echo(int rank) throws Exception {
    String text = new String(System.in.readAllBytes());
    System.out.println("rank " + rank + " read [" + text.strip() + "]");
  }

  private static void neverInit(int rank, String[] args) throws Exception {
    if (rank == 0) {
      withMpi(new String[] {"work"});
    }
  }
}
