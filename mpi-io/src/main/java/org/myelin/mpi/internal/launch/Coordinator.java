package org.myelin.mpi.internal.launch;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.myelin.mpi.internal.transport.tcp.Acceptor;
import org.myelin.mpi.internal.transport.tcp.Handshake;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;
import org.myelin.mpi.internal.transport.tcp.Listening;

/**
 * What the launcher offers to its ranks while they run: a place to leave addresses, a fence, and
 * news of failures. Only connections that know the job's secret get this far.
 */
public final class Coordinator implements Closeable {
  /** The coordinator's number where ranks have theirs. */
  static final int NUMBER = -1;

  /** Fences of a start. */
  private static final int STARTED = 2;

  private static final int HANDSHAKE_MILLIS = 5000;

  private final int size;
  private final Acceptor acceptor;
  private final Map<Integer, SocketChannel> ranks = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final Set<Integer> atFence = new HashSet<>();
  private final Set<Integer> ended = new HashSet<>();
  private boolean goesOn;
  private int fences;
  private Wire failure;

  /** Starts to listen on the loopback address for the ranks of a job. */
  public Coordinator(int size, byte[] secret) throws IOException {
    this(size, secret, new InetSocketAddress(Listening.LOOPBACK, 0));
  }

  /** Starts to listen on an address, with port 0 for any that is free. */
  public Coordinator(int size, byte[] secret, InetSocketAddress address) throws IOException {
    this.size = size;
    Handshake handshake = new Handshake(secret, HANDSHAKE_MILLIS);
    acceptor = new Acceptor(handshake, Purpose.COORDINATOR, NUMBER, this::take, address);
  }

  /** Once all ranks have started, they go on when one of them has failed. */
  public synchronized void goOnAfterFailure() {
    goesOn = true;
  }

  /** Where ranks reach it. */
  public int port() {
    return acceptor.port();
  }

  /** Connections that were refused. */
  public long refused() {
    return acceptor.refused();
  }

  /**
   * A rank's process has ended; without code 0, or at a fence that others wait at, the job fails.
   */
  public void ended(int rank, int exitCode) {
    synchronized (this) {
      ended.add(rank);
      if (exitCode == 0 && atFence.isEmpty()) {
        return;
      }
    }
    failed(
        rank,
        exitCode == 0
            ? "its process ended before all ranks had started"
            : "its process ended with " + ExitCodes.describe(exitCode));
  }

  /** Tells all ranks of a failure; the first one counts, unless the job goes on. */
  public void failed(int rank, String cause) {
    failed(rank, cause, false);
  }

  private void failed(int rank, String cause, boolean end) {
    synchronized (this) {
      if (failure != null) {
        return;
      }
      if (goesOn && fences >= STARTED && !end) {
        for (int other : ranks.keySet()) {
          tell(other, new Wire(Wire.Code.RANK_FAILED, rank, "", cause));
        }
        return;
      }
      failure = new Wire(Wire.Code.JOB_FAILED, rank, "", cause);
      for (int other : ranks.keySet()) {
        tell(other, failure);
      }
    }
  }

  /** The first failure that a rank has told of or that was noticed, or null. */
  public synchronized String failure() {
    return failure == null ? null : "rank " + failure.number() + ": " + failure.text();
  }

  private boolean take(int rank, SocketChannel channel) throws IOException {
    synchronized (this) {
      if (rank < 0 || rank >= size || ranks.putIfAbsent(rank, channel) != null) {
        return false;
      }
      if (failure != null) {
        tell(rank, failure);
      }
    }
    Thread thread = new Thread(() -> serve(rank, channel), "myelin-serve-" + rank);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private void serve(int rank, SocketChannel channel) {
    try (channel) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(channel.socket().getInputStream()));
      while (true) {
        answer(rank, Wire.read(in));
      }
    } catch (IOException ended) {
      // The launcher sees the process end, and knows why.
    }
  }

  private void answer(int rank, Wire message) {
    switch (message.code()) {
      case PUT -> put(message);
      case GET -> get(rank, message.key());
      case FENCE -> fence(rank);
      case FAIL -> failed(rank, message.text(), message.number() == 1);
      default -> throw new IllegalArgumentException("a rank does not send " + message.code());
    }
  }

  private synchronized void put(Wire message) {
    values.put(message.key(), message.text());
  }

  private synchronized void get(int rank, String key) {
    String value = values.get(key);
    tell(rank, new Wire(Wire.Code.VALUE, value == null ? 0 : 1, key, value == null ? "" : value));
  }

  private void fence(int rank) {
    int gone;
    synchronized (this) {
      atFence.add(rank);
      if (atFence.size() == size) {
        for (int each : atFence) {
          tell(each, Wire.of(Wire.Code.FENCED));
        }
        atFence.clear();
        fences++;
      }
      gone = atFence.isEmpty() || ended.isEmpty() ? -1 : ended.iterator().next();
    }
    if (gone >= 0) {
      failed(gone, "its process ended before all ranks had started");
    }
  }

  private void tell(int rank, Wire message) {
    try {
      message.write(ranks.get(rank).socket());
    } catch (IOException gone) {
      // It has ended or will notice.
    }
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
    synchronized (this) {
      for (SocketChannel channel : ranks.values()) {
        channel.close();
      }
    }
  }
}
