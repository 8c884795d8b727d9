package org.myelin.mpi.internal.transport.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;

/**
 * Listens, by default on the loopback address, and hands on only connections that have proved
 * themselves. Others are closed; they cost a thread for a few seconds, and there are never many of
 * those.
 */
public final class Acceptor implements Closeable {
  private static final int AT_ONCE = 64;

  /** Takes a proved connection; false refuses it. */
  @FunctionalInterface
  public interface Taker {
    /** Called on its own thread. */
    boolean take(int rank, SocketChannel channel) throws IOException;
  }

  private final ServerSocketChannel server;
  private final Handshake handshake;
  private final Purpose purpose;
  private final int me;
  private final Taker taker;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private final AtomicLong refused = new AtomicLong();

  /** Starts to listen. {@code me} is the rank that callers must ask for. */
  public Acceptor(Handshake handshake, Purpose purpose, int me, Taker taker) throws IOException {
    this(handshake, purpose, me, taker, new InetSocketAddress(Listening.LOOPBACK, 0));
  }

  /** As above, on an address, with port 0 for any that is free. */
  public Acceptor(
      Handshake handshake, Purpose purpose, int me, Taker taker, InetSocketAddress address)
      throws IOException {
    this.handshake = handshake;
    this.purpose = purpose;
    this.me = me;
    this.taker = taker;
    server = ServerSocketChannel.open();
    server.bind(address, 256);
    start("myelin-accept-" + me, this::listen);
  }

  /** The port that was found free. */
  public int port() {
    return server.socket().getLocalPort();
  }

  /** Connections that were closed because they did not prove themselves. */
  public long refused() {
    return refused.get();
  }

  private void listen() {
    while (server.isOpen()) {
      SocketChannel channel;
      try {
        channel = server.accept();
      } catch (IOException closedOrOutOfFiles) {
        if (!server.isOpen()) {
          return;
        }
        pause();
        continue;
      }
      if (slots.tryAcquire()) {
        start("myelin-handshake-" + me, () -> check(channel));
      } else {
        refuse(channel);
      }
    }
  }

  private void check(SocketChannel channel) {
    try {
      int rank = handshake.accept(channel.socket(), purpose, me);
      if (!taker.take(rank, channel)) {
        refuse(channel);
      }
    } catch (IOException | RuntimeException unproved) {
      refuse(channel);
    } finally {
      slots.release();
    }
  }

  private void refuse(SocketChannel channel) {
    refused.incrementAndGet();
    try {
      channel.close();
    } catch (IOException ignored) {
      // It was of no use anyway.
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
