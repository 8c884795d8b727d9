package org.myelin.mpi.internal.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.Inbound;
import org.myelin.mpi.spi.Transport;

/**
 * Frames over sockets: one connection for each pair of ranks, one thread that reads for this rank.
 */
public final class TcpTransport implements Transport {
  private static final long LAST_WORDS_MILLIS = 1000;

  private final int rank;
  private final Selector selector;
  private final Connection[] connections;
  private volatile boolean closed;

  /** {@code channels} are connected and proved; the own rank's entry is null. */
  public TcpTransport(int rank, SocketChannel[] channels, Inbound inbound) {
    this.rank = rank;
    connections = new Connection[channels.length];
    try {
      selector = Selector.open();
      for (int i = 0; i < channels.length; i++) {
        if (i != rank) {
          connections[i] = new Connection(i, channels[i], selector, inbound);
        }
      }
    } catch (IOException failed) {
      throw new MpiException(
          ErrorClass.OTHER, rank, "cannot use its connections: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::loop, "myelin-tcp-" + rank);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public void send(int destination, Frame frame, ByteBuffer payload, Runnable sent) {
    connections[destination].send(frame, payload, sent);
  }

  private void loop() {
    try {
      while (!closed) {
        selector.select(
            key -> {
              Connection connection = (Connection) key.attachment();
              int ready = key.isValid() ? key.readyOps() : 0;
              if ((ready & SelectionKey.OP_READ) != 0) {
                connection.read();
              }
              if ((ready & SelectionKey.OP_WRITE) != 0) {
                connection.flush();
              }
            });
      }
      selector.close();
    } catch (IOException | CancelledKeyException failed) {
      for (Connection connection : connections) {
        if (connection != null) {
          connection.close();
        }
      }
    }
  }

  @Override
  public void close() {
    long end = System.currentTimeMillis() + LAST_WORDS_MILLIS;
    for (Connection connection : connections) {
      while (connection != null && !connection.idle() && System.currentTimeMillis() < end) {
        pause();
      }
    }
    closed = true;
    selector.wakeup();
    for (Connection connection : connections) {
      if (connection != null) {
        connection.close();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
