package org.myelin.bench.messages;

import java.nio.ByteBuffer;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;

/** Round trips between ranks 0 and 1: BYTES ROUNDS; rank 0 prints microseconds for one. */
public final class PingPong {
  private PingPong() {}

  /** Prints the figure. */
  public static void main(String[] args) {
    int bytes = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    try (Mpi mpi = Mpi.init()) {
      double micros = run(mpi.world(), bytes, rounds);
      if (mpi.world().rank() == 0) {
        System.out.println(micros);
      }
    }
  }

  /** Microseconds for one round trip, after as many rounds for warming up. */
  public static double run(Intracomm world, int bytes, int rounds) {
    ByteBuffer data = ByteBuffer.allocateDirect(Math.max(1, bytes)).limit(bytes);
    long start = 0;
    for (int i = -rounds; i < rounds; i++) {
      if (i == 0) {
        start = System.nanoTime();
      }
      if (world.rank() == 0) {
        world.send(data.clear().limit(bytes), 1, 0);
        world.recv(data.clear().limit(bytes), 1, 0);
      } else if (world.rank() == 1) {
        world.recv(data.clear().limit(bytes), 0, 0);
        world.send(data.clear().limit(bytes), 0, 0);
      }
    }
    return (System.nanoTime() - start) / 1e3 / rounds;
  }
}
