package org.myelin.mpi.internal.launch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Limits;
import org.myelin.mpi.internal.match.RankFailure;
import org.myelin.mpi.internal.transport.shm.Rings;
import org.myelin.mpi.internal.transport.tcp.Listening;
import org.myelin.mpi.internal.transport.tcp.TcpMesh;
import org.myelin.mpi.internal.transport.tcp.TcpTransport;
import org.myelin.mpi.spi.ProcessManager;

/**
 * A rank that is a process of its own. A process is started as one rank, so there is one of these.
 */
public final class ProcessRank extends WorldRank {
  private static final long LAST_WORDS_MILLIS = 200;

  private static ProcessRank started;

  private final ProcessManager manager;

  private ProcessRank(Engine engine, ProcessManager manager) {
    super(engine);
    this.manager = manager;
  }

  /** The rank that this process was started as, or null when it was not. */
  static synchronized WorldRank ofThisProcess() {
    if (started != null) {
      throw new IllegalStateException(
          started.closed()
              ? "rank " + started.engine().rank() + " has closed its Mpi, it cannot start again"
              : "rank "
                  + started.engine().rank()
                  + " has called Mpi.init before; hand its Mpi on instead");
    }
    Optional<ProcessManager> manager = Managers.find(System.getenv());
    if (manager.isPresent()) {
      started = start(manager.get());
    }
    return started;
  }

  private static ProcessRank start(ProcessManager manager) {
    int size = manager.size();
    Engine engine = new Engine(manager.rank(), size);
    manager.onFailure(
        (rank, cause, ends) -> {
          if (ends) {
            engine.job().fail(new RankFailure(rank, cause));
          } else {
            engine.job().rankFailed(rank, cause);
          }
        });
    reportUncaught(manager);
    InetAddress here = Listening.address(System.getenv());
    TcpMesh mesh = new TcpMesh(manager.rank(), size, manager.secret(), Limits.timeout(), here);
    Neighbours neighbours = new Neighbours(manager);
    manager.put(key(manager.rank()), here.getHostAddress() + "/" + mesh.port());
    manager.fence();
    SocketChannel[] channels = mesh.connectTo(peer -> address(manager, peer));
    Rings rings = neighbours.connect();
    engine.start(new TcpTransport(manager.rank(), channels, engine, rings));
    return new ProcessRank(engine, manager);
  }

  private static InetSocketAddress address(ProcessManager manager, int peer) {
    String address =
        manager
            .get(key(peer))
            .orElseThrow(
                () ->
                    new MpiException(
                        ErrorClass.OTHER, manager.rank(), "rank " + peer + " gave no address"));
    String[] parts = address.split("/");
    return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
  }

  private static String key(int rank) {
    return "tcp." + rank;
  }

  /** So that the other ranks learn what was thrown and not only that the process ended. */
  private static void reportUncaught(ProcessManager manager) {
    if (Thread.getDefaultUncaughtExceptionHandler() != null) {
      return;
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          manager.fail(ThreadRanks.text(thrown));
          System.err.print("Exception in thread \"" + thread.getName() + "\" ");
          thrown.printStackTrace();
        });
  }

  @Override
  public void close() {
    super.close();
    if (!engine().job().failed()) {
      manager.close();
    }
  }

  @Override
  public void abort(int exitCode, String why) {
    String cause = "abort with exit code " + exitCode + ": " + why;
    System.err.println("myelin: rank " + engine().rank() + " aborts: " + why);
    engine().tellEnd(engine().rank(), cause);
    manager.abort(cause);
    try {
      Thread.sleep(LAST_WORDS_MILLIS);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
