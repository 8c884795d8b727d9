package org.myelin.mpi.internal.launch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.RankFailedException;
import org.myelin.mpi.internal.match.Limits;
import org.myelin.mpi.internal.transport.tcp.Handshake;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;
import org.myelin.mpi.spi.ProcessManager;

/**
 * A rank's side of the {@link Coordinator}. The connection stays open until the process ends: when
 * it breaks, the launcher is gone, and this process ends soon.
 */
class LauncherClient implements ProcessManager {
  private static final int HANDSHAKE_MILLIS = 20_000;
  private static final long ORPHAN_MILLIS = 3000;
  private static final int ORPHAN_EXIT_CODE = 3;

  private final String name;
  private final int rank;
  private final int size;
  private final byte[] secret;

  /** No channel: an interrupt of the program's thread would close it, and look like our end. */
  private final Socket socket = new Socket();

  private final BlockingQueue<Wire> answers = new LinkedBlockingQueue<>();
  private FailureListener listener;
  private Wire failure;

  LauncherClient(String name, int rank, int size, byte[] secret, InetSocketAddress coordinator) {
    this.name = name;
    this.rank = rank;
    this.size = size;
    this.secret = secret;
    try {
      socket.connect(coordinator, HANDSHAKE_MILLIS);
      new Handshake(secret, HANDSHAKE_MILLIS)
          .connect(socket, Purpose.COORDINATOR, rank, Coordinator.NUMBER);
    } catch (IOException failed) {
      throw new MpiException(
          ErrorClass.OTHER,
          rank,
          "cannot reach its launcher at " + coordinator + ": " + failed.getMessage(),
          failed);
    }
    Thread thread = new Thread(this::listen, "myelin-launcher");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }

  @Override
  public void put(String key, String value) {
    say(new Wire(Wire.Code.PUT, 0, key, value));
  }

  @Override
  public void fence() {
    ask(Wire.of(Wire.Code.FENCE));
  }

  @Override
  public Optional<String> get(String key) {
    Wire answer = ask(new Wire(Wire.Code.GET, 0, key, ""));
    return answer.number() == 1 ? Optional.of(answer.text()) : Optional.empty();
  }

  @Override
  public void onFailure(FailureListener told) {
    Wire known;
    synchronized (this) {
      listener = told;
      known = failure;
    }
    if (known != null) {
      told.failed(known.number(), known.text(), true);
    }
  }

  @Override
  public void fail(String cause) {
    tell(0, cause);
  }

  @Override
  public void abort(String cause) {
    tell(1, cause);
  }

  private void tell(int end, String cause) {
    try {
      new Wire(Wire.Code.FAIL, end, "", cause).write(socket);
    } catch (IOException launcherIsGone) {
      // Then there is nobody to be told.
    }
  }

  private void say(Wire message) {
    try {
      message.write(socket);
    } catch (IOException failed) {
      throw new MpiException(
          ErrorClass.OTHER, rank, "lost its launcher: " + failed.getMessage(), failed);
    }
  }

  private synchronized Wire known() {
    return failure;
  }

  private Wire ask(Wire question) {
    say(question);
    long end = System.nanoTime() + Limits.timeout().toNanos();
    try {
      while (true) {
        Wire answer = answers.poll(50, TimeUnit.MILLISECONDS);
        if (answer != null) {
          return answer;
        }
        Wire failed = known();
        if (failed != null) {
          throw new RankFailedException(
              failed.number(),
              rank,
              "start ended because rank " + failed.number() + " failed: " + failed.text(),
              null);
        }
        if (System.nanoTime() - end > 0) {
          throw new MpiException(
              ErrorClass.PENDING,
              rank,
              "start waited in vain for the other ranks; if they are only slow, raise"
                  + " myelin.mpi.timeout (seconds)");
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MpiException(ErrorClass.OTHER, rank, "start was interrupted", stop);
    }
  }

  private void listen() {
    try {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      while (true) {
        Wire message = Wire.read(in);
        if (message.code() == Wire.Code.JOB_FAILED) {
          failed(message);
        } else if (message.code() == Wire.Code.RANK_FAILED) {
          rankFailed(message);
        } else {
          answers.add(message);
        }
      }
    } catch (IOException launcherIsGone) {
      ended();
    }
  }

  /** The coordinator is gone. */
  void ended() {
    failed(new Wire(Wire.Code.JOB_FAILED, -1, "", "the launcher has ended"));
    endOrphan();
  }

  private void failed(Wire message) {
    FailureListener told;
    synchronized (this) {
      if (failure != null) {
        return;
      }
      failure = message;
      told = listener;
    }
    if (told != null) {
      told.failed(message.number(), message.text(), true);
    }
  }

  private void rankFailed(Wire message) {
    FailureListener told;
    synchronized (this) {
      told = listener;
    }
    if (told != null) {
      told.failed(message.number(), message.text(), false);
    }
  }

  /** Nobody waits for this process any more; it gets a moment to tidy up. */
  private void endOrphan() {
    try {
      Thread.sleep(ORPHAN_MILLIS);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
    System.err.println("myelin: rank " + rank + " ends because its launcher has ended");
    Runtime.getRuntime().halt(ORPHAN_EXIT_CODE);
  }
}
