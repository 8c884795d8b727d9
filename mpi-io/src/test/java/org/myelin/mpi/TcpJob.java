package org.myelin.mpi;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;
import org.myelin.mpi.internal.launch.ThreadRanks;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.transport.tcp.TcpMesh;
import org.myelin.mpi.internal.transport.tcp.TcpTransport;
import org.myelin.mpi.spi.Transport;

/** Ranks that are threads of this JVM and talk over sockets. */
final class TcpJob {
  private TcpJob() {}

  static void run(int ranks, Mpi.RankProgram program) {
    run(ranks, OnFailure.END, program);
  }

  static void run(int ranks, OnFailure then, Mpi.RankProgram program) {
    boolean goesOn = then == OnFailure.CONTINUE;
    ThreadRanks.run(ranks, goesOn, Mpi::of, mpi -> program.run(mpi), TcpJob::connect);
  }

  private static Transport[] connect(Engine[] engines) {
    SocketChannel[][] channels = channels(engines.length);
    Transport[] ways = new Transport[engines.length];
    for (int i = 0; i < ways.length; i++) {
      ways[i] = new TcpTransport(i, channels[i], engines[i]);
    }
    return ways;
  }

  /** Each rank's connections, by peer. */
  static SocketChannel[][] channels(int size) {
    return channels(size, port -> port);
  }

  /** As above; whoever calls a port of a rank calls what {@code way} makes of it. */
  static SocketChannel[][] channels(int size, IntUnaryOperator way) {
    TcpMesh[] meshes = new TcpMesh[size];
    for (int i = 0; i < size; i++) {
      meshes[i] = new TcpMesh(i, size, new byte[32], Duration.ofSeconds(10));
    }
    int[] ports = new int[size];
    for (int i = 0; i < size; i++) {
      ports[i] = way.applyAsInt(meshes[i].port());
    }
    ExecutorService pool = Executors.newFixedThreadPool(size);
    try {
      List<Future<SocketChannel[]>> all = new ArrayList<>();
      for (TcpMesh mesh : meshes) {
        all.add(pool.submit(() -> mesh.connect(peer -> ports[peer])));
      }
      SocketChannel[][] channels = new SocketChannel[size][];
      for (int i = 0; i < size; i++) {
        channels[i] = all.get(i).get();
      }
      return channels;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    } finally {
      pool.shutdown();
    }
  }
}
