package org.myelin.mpi.internal.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;

/** Connects one rank with all others: it calls those above it and is called by those below. */
public final class TcpMesh {
  private static final int HANDSHAKE_MILLIS = 5000;

  private final int rank;
  private final Handshake handshake;
  private final AtomicReferenceArray<SocketChannel> peers;
  private final CountDownLatch callers;
  private final Acceptor acceptor;
  private final Duration limit;

  /** Starts to listen on the loopback address; others may call from now on. */
  public TcpMesh(int rank, int size, byte[] secret, Duration limit) {
    this(rank, size, secret, limit, Listening.LOOPBACK);
  }

  /** Starts to listen. */
  public TcpMesh(int rank, int size, byte[] secret, Duration limit, InetAddress listen) {
    this.rank = rank;
    this.limit = limit;
    handshake = new Handshake(secret, HANDSHAKE_MILLIS);
    peers = new AtomicReferenceArray<>(size);
    callers = new CountDownLatch(rank);
    try {
      acceptor =
          new Acceptor(
              handshake, Purpose.RANKS, rank, this::take, new InetSocketAddress(listen, 0));
    } catch (IOException failed) {
      throw failure("cannot listen on " + listen + ": " + failed.getMessage(), failed);
    }
  }

  /** Where the others reach this rank. */
  public int port() {
    return acceptor.port();
  }

  /** Returns when all are connected, then stops listening. {@code ports} gives each rank's port. */
  public SocketChannel[] connect(IntUnaryOperator ports) {
    return connectTo(peer -> new InetSocketAddress(Listening.LOOPBACK, ports.applyAsInt(peer)));
  }

  /** As above, by each rank's address. */
  public SocketChannel[] connectTo(IntFunction<InetSocketAddress> addresses) {
    try (acceptor) {
      for (int peer = rank + 1; peer < peers.length(); peer++) {
        peers.set(peer, call(peer, addresses.apply(peer)));
      }
      if (!callers.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("rank " + firstMissing() + " did not connect within " + limit, null);
      }
    } catch (IOException failed) {
      throw failure("cannot connect: " + failed.getMessage(), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw failure("interrupted while connecting", stop);
    }
    SocketChannel[] all = new SocketChannel[peers.length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = peers.get(i);
    }
    return all;
  }

  private boolean take(int from, SocketChannel channel) throws IOException {
    if (from < 0 || from >= rank) {
      return false;
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (!peers.compareAndSet(from, null, channel)) {
      return false;
    }
    callers.countDown();
    return true;
  }

  /** A listener that strangers keep busy may turn us away, so this tries again until the limit. */
  private SocketChannel call(int peer, InetSocketAddress address)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long pause = 5; ; pause = Math.min(500, pause * 2)) {
      SocketChannel channel = SocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        handshake.connect(channel.socket(), Purpose.RANKS, rank, peer);
        return channel;
      } catch (IOException failed) {
        channel.close();
        if (System.nanoTime() - end > 0) {
          throw failure("cannot connect to rank " + peer + ": " + failed.getMessage(), failed);
        }
      }
      Thread.sleep(pause);
    }
  }

  private int firstMissing() {
    int missing = 0;
    while (peers.get(missing) != null) {
      missing++;
    }
    return missing;
  }

  private MpiException failure(String what, Exception cause) {
    return new MpiException(ErrorClass.OTHER, rank, what, cause);
  }
}
