package org.myelin.mpi.internal.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;

/** Strangers at the door: none gets in, none costs much, and the job goes on. */
@Timeout(150)
class HandshakeTest {
  private static final byte[] SECRET = secret(1);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static byte[] secret(int seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return secret;
  }

  @Test
  void strangersAreRefusedAndTheJobStartsAllTheSame() throws Exception {
    TcpMesh low = new TcpMesh(0, 2, SECRET, LIMIT);
    TcpMesh high = new TcpMesh(1, 2, SECRET, LIMIT);
    int port = high.port();
    try (Socket silent = new Socket("127.0.0.1", port);
        Socket http = new Socket("127.0.0.1", port);
        Socket noise = new Socket("127.0.0.1", port)) {
      http.getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(9).getBytes());
      byte[] garbage = new byte[5000];
      new Random(7).nextBytes(garbage);
      noise.getOutputStream().write(garbage);
      assertThat(endOf(http)).isZero();
      assertThat(endOf(noise)).isZero();
      assertWrongSecretIsRefused(port);
      CompletableFuture<SocketChannel[]> one =
          CompletableFuture.supplyAsync(() -> low.connect(peer -> port));
      SocketChannel[] other = high.connect(peer -> low.port());
      assertThat(one.get(10, TimeUnit.SECONDS)[1].isConnected()).isTrue();
      assertThat(other[0].isConnected()).isTrue();
      one.get()[1].close();
      other[0].close();
    }
  }

  private static void assertWrongSecretIsRefused(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      assertThatThrownBy(() -> new Handshake(secret(2), 5000).connect(socket, Purpose.RANKS, 0, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("secret");
    }
    try (Socket socket = new Socket("127.0.0.1", port)) {
      // Right secret, but for another kind of connection.
      assertThatThrownBy(
              () -> new Handshake(SECRET, 5000).connect(socket, Purpose.COORDINATOR, 0, 1))
          .isInstanceOf(IOException.class);
    }
  }

  /**
   * Callers that do not care whether the listener proves itself must prove themselves all the same.
   */
  @Test
  void aCallerWithoutTheSecretGetsNothingButTheChallenge() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    try (Acceptor acceptor =
        new Acceptor(
            new Handshake(SECRET, 5000),
            Purpose.RANKS,
            2,
            (rank, channel) -> taken.incrementAndGet() > 0)) {
      byte[] hello = new byte[49];
      byte[] replayed = new byte[32];
      hello(hello, 1, 2);
      try (Socket socket = new Socket("127.0.0.1", acceptor.port())) {
        socket.getOutputStream().write(hello);
        byte[] challenge = socket.getInputStream().readNBytes(64);
        // The listener's own proof is no proof of the caller.
        System.arraycopy(challenge, 32, replayed, 0, 32);
        socket.getOutputStream().write(replayed);
        assertThat(endOf(socket)).isZero();
      }
      try (Socket socket = new Socket("127.0.0.1", acceptor.port())) {
        socket.getOutputStream().write(hello);
        assertThat(socket.getInputStream().readNBytes(64)).hasSize(64);
        socket.getOutputStream().write(replayed);
        assertThat(endOf(socket)).isZero();
      }
      assertThat(acceptor.refused()).isEqualTo(2);
      assertThat(taken).hasValue(0);
    }
  }

  /** What a caller got accepted with once must be worthless the next time. */
  @Test
  void aRepeatedConversationIsRefused() throws Exception {
    try (Acceptor acceptor =
            new Acceptor(new Handshake(SECRET, 5000), Purpose.RANKS, 2, (rank, channel) -> true);
        ServerSocket tap = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CompletableFuture<byte[]> heard =
          CompletableFuture.supplyAsync(() -> relay(tap, acceptor.port()));
      try (Socket honest = new Socket("127.0.0.1", tap.getLocalPort())) {
        new Handshake(SECRET, 5000).connect(honest, Purpose.RANKS, 1, 2);
      }
      byte[] said = heard.get(5, TimeUnit.SECONDS);
      try (Socket again = new Socket("127.0.0.1", acceptor.port())) {
        again.getOutputStream().write(said, 0, 49);
        again.getInputStream().readNBytes(64);
        again.getOutputStream().write(said, 49, 32);
        assertThat(endOf(again)).isZero();
      }
      assertThat(acceptor.refused()).isEqualTo(1);
    }
  }

  /** Passes a whole handshake on and returns what the caller said. */
  private static byte[] relay(ServerSocket tap, int port) {
    try (Socket caller = tap.accept();
        Socket listener = new Socket("127.0.0.1", port)) {
      byte[] said = new byte[81];
      System.arraycopy(caller.getInputStream().readNBytes(49), 0, said, 0, 49);
      listener.getOutputStream().write(said, 0, 49);
      caller.getOutputStream().write(listener.getInputStream().readNBytes(64));
      System.arraycopy(caller.getInputStream().readNBytes(32), 0, said, 49, 32);
      listener.getOutputStream().write(said, 49, 32);
      caller.getOutputStream().write(listener.getInputStream().readNBytes(1));
      return said;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void hello(byte[] into, int from, int to) {
    ByteBuffer.wrap(into)
        .put("MYELIN\0\1".getBytes(StandardCharsets.US_ASCII))
        .put((byte) Purpose.RANKS.ordinal())
        .putInt(from)
        .putInt(to);
  }

  /** A stranger may listen where a rank is expected. */
  @Test
  void aListenerWithoutTheSecretIsNotBelieved() throws Exception {
    try (Acceptor stranger =
            new Acceptor(
                new Handshake(secret(3), 5000), Purpose.RANKS, 4, (rank, channel) -> true);
        Socket socket = new Socket("127.0.0.1", stranger.port())) {
      assertThatThrownBy(() -> new Handshake(SECRET, 5000).connect(socket, Purpose.RANKS, 1, 4))
          .hasMessageContaining("does not know the secret");
    }
  }

  @Test
  void whoSaysNothingIsHungUpOn() throws Exception {
    try (Acceptor acceptor =
            new Acceptor(new Handshake(SECRET, 300), Purpose.RANKS, 0, (rank, channel) -> true);
        Socket silent = new Socket("127.0.0.1", acceptor.port());
        Socket slow = new Socket("127.0.0.1", acceptor.port())) {
      long start = System.nanoTime();
      slow.getOutputStream().write('M');
      assertThat(endOf(silent)).isZero();
      assertThat(endOf(slow)).isZero();
      assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
      assertThat(acceptor.refused()).isEqualTo(2);
    }
  }

  @Test
  void onlyTheLoopbackAddressIsListenedOn() throws Exception {
    try (Acceptor acceptor =
        new Acceptor(new Handshake(SECRET, 300), Purpose.RANKS, 0, (rank, channel) -> true)) {
      InetAddress other = InetAddress.getByName("127.0.0.2");
      assertThatThrownBy(() -> new Socket(other, acceptor.port()).close())
          .isInstanceOf(IOException.class);
    }
  }

  /** A proved peer that goes mad: a frame that claims too much ends the connection, by name. */
  @Test
  void anOversizedFrameIsRefusedAfterTheProofToo() throws Exception {
    TcpMesh low = new TcpMesh(0, 2, SECRET, LIMIT);
    TcpMesh high = new TcpMesh(1, 2, SECRET, LIMIT);
    CompletableFuture<SocketChannel[]> one =
        CompletableFuture.supplyAsync(() -> low.connect(peer -> high.port()));
    SocketChannel mad = high.connect(peer -> low.port())[0];
    Engine engine = new Engine(0, 2);
    engine.start(new TcpTransport(0, one.get(), engine));
    ByteBuffer frame = ByteBuffer.allocate(Frame.BYTES);
    Frame.control(FrameType.DATA, FrameType.DATA.maxPayload() + 1, 0, 1).put(frame);
    mad.write(frame.flip());
    for (int i = 0; i < 200 && !engine.job().failed(); i++) {
      Thread.sleep(20);
    }
    assertThat(engine.job().failure().rank()).isEqualTo(1);
    assertThat(engine.job().failure().cause()).contains("DATA frame of 262145 bytes");
    mad.close();
    engine.close();
  }

  /** Reads to the end; what a listener says before it believes us is at most its own proof. */
  private static int endOf(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    InputStream in = socket.getInputStream();
    int n = 0;
    try {
      while (in.read() >= 0) {
        n++;
      }
    } catch (java.net.SocketException reset) {
      return n;
    }
    return n;
  }
}
