package org.myelin.mpi.internal.transport.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;

/** Callers that do not belong to a job, each with a manner of its own. */
public enum Rogue {
  /** Connects and hangs up, as who looks for open ports does. */
  PORT_SCAN {
    @Override
    void speak(Socket socket) {}
  },
  /** A web browser that was led here. */
  HTTP {
    @Override
    void speak(Socket socket) throws IOException {
      String request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n";
      socket.getOutputStream().write((request + "x".repeat(99)).getBytes());
    }
  },
  /** The first record of a TLS connection. */
  TLS_HELLO {
    @Override
    void speak(Socket socket) throws IOException {
      byte[] record = new byte[517];
      new Random(3).nextBytes(record);
      System.arraycopy(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3}, 0, record, 0, 11);
      socket.getOutputStream().write(record);
    }
  },
  /** Speaks the protocol, of another job. */
  WRONG_SECRET {
    @Override
    void speak(Socket socket) throws IOException {
      byte[] hello = hello(7);
      socket.getOutputStream().write(hello);
      byte[] challenge = socket.getInputStream().readNBytes(64);
      byte[] proof = new byte[32];
      new Random(4).nextBytes(proof);
      if (challenge.length == 64) {
        socket.getOutputStream().write(proof);
      }
    }
  },
  /** Says what the listener said, as its own proof. */
  REPLAY {
    @Override
    void speak(Socket socket) throws IOException {
      socket.getOutputStream().write(hello(8));
      byte[] challenge = socket.getInputStream().readNBytes(64);
      if (challenge.length == 64) {
        socket.getOutputStream().write(challenge, 32, 32);
      }
    }
  },
  /** Says half of a greeting, and no more. */
  HALF_OPEN {
    @Override
    void speak(Socket socket) throws IOException {
      socket.getOutputStream().write(hello(9), 0, 20);
      socket.shutdownOutput();
    }
  },
  /** Frames at once that claim two gigabytes, in place of a greeting and of a proof. */
  GIANT_FRAME {
    @Override
    void speak(Socket socket) throws IOException {
      ByteBuffer frame = ByteBuffer.allocate(Frame.BYTES);
      new Frame(FrameType.EAGER, 1, 1, Integer.MAX_VALUE, Long.MAX_VALUE, 1, null).put(frame);
      socket.getOutputStream().write(hello(10));
      socket.getOutputStream().write(frame.array());
      socket.getOutputStream().write(new byte[1 << 16]);
    }
  };

  /** Does what a rogue of this kind does; it may be hung up on at any time. */
  abstract void speak(Socket socket) throws IOException;

  /** Calls, and returns all that the listener said, at most its challenge, until it hung up. */
  public byte[] call(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      try {
        speak(socket);
        if (this == PORT_SCAN) {
          return new byte[0];
        }
      } catch (IOException hungUp) {
        return new byte[0];
      }
      return rest(socket.getInputStream());
    }
  }

  private static byte[] rest(InputStream in) {
    byte[] said = new byte[1000];
    int n = 0;
    try {
      for (int b = in.read(); b >= 0 && n < said.length; b = in.read()) {
        said[n++] = (byte) b;
      }
    } catch (IOException reset) {
      return Arrays.copyOf(said, n);
    }
    return Arrays.copyOf(said, n);
  }

  private static byte[] hello(int seed) {
    byte[] nonce = new byte[32];
    new Random(seed).nextBytes(nonce);
    return ByteBuffer.allocate(49)
        .put("MYELIN\0\1".getBytes(StandardCharsets.US_ASCII))
        .put((byte) Purpose.COORDINATOR.ordinal())
        .putInt(1)
        .putInt(-1)
        .put(nonce)
        .array();
  }
}
