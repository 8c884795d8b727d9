package org.myelin.mpi;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Passes connections on, so that a test can cut them. */
final class Relay implements Closeable {
  /** Both ends of a connection that goes through here. */
  record Line(Socket caller, Socket listener) {
    /** As when a host or a cable goes and somebody says so. */
    void reset() throws IOException {
      caller.setSoLinger(true, 0);
      listener.setSoLinger(true, 0);
      end();
    }

    /** As when both processes ended. */
    void end() throws IOException {
      caller.close();
      listener.close();
    }

    /** One side seems to have ended, the other goes on. */
    void half() throws IOException {
      caller.shutdownOutput();
    }
  }

  private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<ServerSocket> doors = new ArrayList<>();

  /** A port that leads to another one. */
  int to(int port) {
    try {
      ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      doors.add(door);
      start(
          () -> {
            while (true) {
              Socket caller = door.accept();
              Socket listener = new Socket(InetAddress.getLoopbackAddress(), port);
              caller.setTcpNoDelay(true);
              listener.setTcpNoDelay(true);
              lines.add(new Line(caller, listener));
              start(() -> pass(caller, listener));
              start(() -> pass(listener, caller));
            }
          });
      return door.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The connections that go through here, in no order. */
  List<Line> lines() {
    return lines;
  }

  private static void pass(Socket from, Socket to) throws IOException {
    byte[] some = new byte[64 << 10];
    InputStream in = from.getInputStream();
    for (int n = in.read(some); n >= 0; n = in.read(some)) {
      to.getOutputStream().write(some, 0, n);
    }
    to.shutdownOutput();
  }

  private interface Body {
    void run() throws IOException;
  }

  private static void start(Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (IOException cut) {
                // That is what it is for.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket door : doors) {
      door.close();
    }
    for (Line line : lines) {
      line.end();
    }
  }
}
