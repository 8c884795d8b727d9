package org.myelin.mpi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import org.myelin.mpi.internal.launch.ThreadRanks;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.transport.shm.Rings;
import org.myelin.mpi.internal.transport.tcp.TcpTransport;
import org.myelin.mpi.spi.Transport;

/** Ranks that are threads of this JVM and talk over mapped rings, as processes of a host do. */
final class RingJob {
  private RingJob() {}

  static void run(int ranks, Mpi.RankProgram program) {
    run(ranks, OnFailure.END, program);
  }

  static void run(int ranks, OnFailure then, Mpi.RankProgram program) {
    boolean goesOn = then == OnFailure.CONTINUE;
    ThreadRanks.run(ranks, goesOn, Mpi::of, mpi -> program.run(mpi), RingJob::connect);
  }

  private static Transport[] connect(Engine[] engines) {
    return connect(engines, TcpJob.channels(engines.length));
  }

  /** Gives each engine rings beside the connections. */
  static Transport[] connect(Engine[] engines, SocketChannel[]... channels) {
    Transport[] ways = new Transport[engines.length];
    try {
      Rings[] rings = rings(engines.length);
      for (int i = 0; i < ways.length; i++) {
        ways[i] = new TcpTransport(i, channels[i], engines[i], rings[i]);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return ways;
  }

  private static Rings[] rings(int size) throws IOException {
    Rings[] all = new Rings[size];
    for (int i = 0; i < size; i++) {
      all[i] = new Rings(i, size);
    }
    for (int i = 0; i < size; i++) {
      for (int peer = 0; peer < size; peer++) {
        if (peer != i) {
          all[i].offer(peer);
          all[i].open(peer, all[peer].address());
        }
      }
    }
    for (Rings each : all) {
      each.close();
    }
    return all;
  }
}
