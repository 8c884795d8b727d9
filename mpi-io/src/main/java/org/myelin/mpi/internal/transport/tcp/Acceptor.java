package org.myelin.mpi.internal.transport.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;

/**
 * Listens, by default on the loopback address, and hands on only connections that have proved
 * themselves. One thread greets all callers, a bounded number at once; others are closed. What a
 * stranger costs is a socket for a few seconds.
 */
public final class Acceptor implements Closeable {
  private static final int AT_ONCE = 64;
  private static final long LOOK_MILLIS = 50;

  /** Takes a proved connection; false refuses it. */
  @FunctionalInterface
  public interface Taker {
    /** Called on the listening thread, with a channel that blocks. */
    boolean take(int rank, SocketChannel channel) throws IOException;
  }

  private final ServerSocketChannel server;
  private final Handshake handshake;
  private final Purpose purpose;
  private final int me;
  private final Taker taker;
  private final Selector selector;
  private final List<Greeting> busy = new ArrayList<>(AT_ONCE);
  private final Deque<Greeting> idle = new ArrayDeque<>(AT_ONCE);
  private final Deque<Greeting> proved = new ArrayDeque<>();
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
    server.configureBlocking(false);
    selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
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
    try (selector) {
      while (server.isOpen()) {
        selector.select(this::serve, busy.isEmpty() ? 0 : LOOK_MILLIS);
        hangUpOnTheLate();
      }
    } catch (IOException | ClosedSelectorException | CancelledKeyException closed) {
      // Nobody calls any more.
    } finally {
      busy.forEach(greeting -> refuse(greeting.channel()));
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() == null) {
      greet();
    } else if (key.isValid()) {
      step(key, (Greeting) key.attachment());
    }
  }

  private void greet() {
    SocketChannel channel = null;
    try {
      channel = server.accept();
      if (channel == null) {
        return;
      }
      if (busy.size() >= AT_ONCE) {
        // Ranks are quick: who has been here longest is the likeliest stranger.
        end(busy.get(0));
      }
      channel.configureBlocking(false);
      Greeting greeting = idle.isEmpty() ? new Greeting(handshake, purpose, me) : idle.pop();
      greeting.begin(channel);
      busy.add(greeting);
      channel.register(selector, SelectionKey.OP_READ, greeting);
    } catch (IOException closedOrOutOfFiles) {
      if (channel != null) {
        refuse(channel);
      } else if (server.isOpen()) {
        pause();
      }
    }
  }

  private void step(SelectionKey key, Greeting greeting) {
    try {
      switch (greeting.step()) {
        case OPEN -> {
          return;
        }
        case PROVED -> {
          key.cancel();
          proved.add(greeting);
          busy.remove(greeting);
          return;
        }
        case REFUSED -> {
          // Below.
        }
      }
    } catch (IOException hungUp) {
      // As one that was refused.
    }
    end(greeting);
  }

  /** A channel can be handed on when its key is gone, which takes another look of the selector. */
  private void handOn() throws IOException {
    while (!proved.isEmpty()) {
      selector.selectNow(this::serve);
      Greeting greeting = proved.remove();
      SocketChannel channel = greeting.channel();
      int caller = greeting.caller();
      idle.push(greeting);
      try {
        channel.configureBlocking(true);
        if (!taker.take(caller, channel)) {
          refuse(channel);
        }
      } catch (IOException | RuntimeException failed) {
        refuse(channel);
      }
    }
  }

  private void hangUpOnTheLate() throws IOException {
    handOn();
    long now = System.nanoTime();
    for (int i = busy.size() - 1; i >= 0; i--) {
      if (busy.get(i).late(now)) {
        end(busy.get(i));
      }
    }
  }

  private void end(Greeting greeting) {
    refuse(greeting.channel());
    busy.remove(greeting);
    idle.push(greeting);
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
    selector.wakeup();
  }
}
