package org.myelin.bench.messages;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;

/**
 * Round trips between two processes over one blocking socket, which is what our TCP is measured by:
 * BYTES ROUNDS; rank 0 prints microseconds for one. Only the port is told by our own messages.
 */
public final class RawSocket {
  private RawSocket() {}

  /** Prints the figure. */
  public static void main(String[] args) throws IOException {
    int bytes = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    try (Mpi mpi = Mpi.init();
        SocketChannel socket = connect(mpi.world())) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      double micros =
          run(socket, mpi.world().rank() == 0, ByteBuffer.allocateDirect(bytes), rounds);
      if (mpi.world().rank() == 0) {
        System.out.println(micros);
      }
    }
  }

  private static SocketChannel connect(Intracomm world) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int[] port = new int[1];
    if (world.rank() == 1) {
      world.bcast(port, 0);
      return SocketChannel.open(new InetSocketAddress(loopback, port[0]));
    }
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(loopback, 0));
      port[0] = server.socket().getLocalPort();
      world.bcast(port, 0);
      return server.accept();
    }
  }

  private static double run(SocketChannel socket, boolean first, ByteBuffer data, int rounds)
      throws IOException {
    long start = 0;
    for (int i = -rounds; i < rounds; i++) {
      if (i == 0) {
        start = System.nanoTime();
      }
      if (first) {
        write(socket, data.clear());
      }
      read(socket, data.clear());
      if (!first) {
        write(socket, data.clear());
      }
    }
    return (System.nanoTime() - start) / 1e3 / rounds;
  }

  private static void write(SocketChannel socket, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      socket.write(data);
    }
  }

  private static void read(SocketChannel socket, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      if (socket.read(data) < 0) {
        throw new IOException("the other rank closed the socket");
      }
    }
  }
}
