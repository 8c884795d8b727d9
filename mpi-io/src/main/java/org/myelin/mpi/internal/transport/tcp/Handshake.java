package org.myelin.mpi.internal.transport.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Mutual proof that both ends know the job's secret, before any other byte: each answers the
 * other's random number with an HMAC-SHA256 over all that was said. All lengths are fixed, so
 * nobody can make the other allocate, and the whole must be over in a few seconds.
 */
public final class Handshake {
  /** What the connection is for; part of the proof, so that none can stand in for another. */
  public enum Purpose {
    /** From a rank to whoever started the job. */
    COORDINATOR,
    /** Between two ranks. */
    RANKS
  }

  private static final byte[] MAGIC = "MYELIN\0\1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LISTENER = "listener".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CALLER = "caller".getBytes(StandardCharsets.US_ASCII);
  static final int NONCE = 32;
  static final int PROOF = 32;
  static final int FROM = 8 + 1;
  static final int HELLO = FROM + 4 + 4 + NONCE;
  static final byte ACCEPTED = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Mac mac;
  private final long limitNanos;

  /** For connections of the job with this secret, each to be finished within the limit. */
  public Handshake(byte[] secret, int limitMillis) {
    mac = mac(secret);
    limitNanos = limitMillis * 1_000_000L;
  }

  /** Proves to the listener, and has it prove, that both belong to the job. */
  public void connect(Socket socket, Purpose purpose, int from, int to) throws IOException {
    long end = System.nanoTime() + limitNanos;
    ByteBuffer hello = ByteBuffer.allocate(HELLO).put(MAGIC).put((byte) purpose.ordinal());
    byte[] said = hello.putInt(from).putInt(to).put(random()).array();
    OutputStream out = socket.getOutputStream();
    out.write(said);
    byte[] answer = read(socket, NONCE + PROOF, end);
    byte[] all = join(said, Arrays.copyOf(answer, NONCE));
    byte[] proof = Arrays.copyOfRange(answer, NONCE, NONCE + PROOF);
    if (!MessageDigest.isEqual(proof, proof(true, all))) {
      throw new IOException("the listener does not know the secret of this job");
    }
    out.write(proof(false, all));
    if (read(socket, 1, end)[0] != ACCEPTED) {
      throw new IOException("the listener did not accept this rank");
    }
    socket.setSoTimeout(0);
  }

  /** How long one may take. */
  long limitNanos() {
    return limitNanos;
  }

  /** Whether a greeting is of this protocol, for this purpose and for rank {@code me}. */
  static boolean fits(byte[] hello, Purpose purpose, int me) {
    return Arrays.equals(hello, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && hello[MAGIC.length] == purpose.ordinal()
        && ByteBuffer.wrap(hello).getInt(FROM + Integer.BYTES) == me;
  }

  /** Draws a listener's random number into {@code into}. */
  void random(byte[] into, int at) {
    byte[] drawn = random();
    System.arraycopy(drawn, 0, into, at, NONCE);
  }

  /** What the listener, or the caller, answers to all that was said. */
  byte[] proof(boolean listener, byte[] said) {
    synchronized (mac) {
      mac.update(listener ? LISTENER : CALLER);
      return mac.doFinal(said);
    }
  }

  private static Mac mac(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  private static byte[] read(Socket socket, int length, long end) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[length];
    int have = 0;
    while (have < length) {
      long left = (end - System.nanoTime()) / 1_000_000L;
      if (left <= 0) {
        throw new SocketTimeoutException("the other side took too long to prove itself");
      }
      socket.setSoTimeout((int) left);
      int n = in.read(bytes, have, length - have);
      if (n < 0) {
        throw new EOFException("the other side hung up before it had proved itself");
      }
      have += n;
    }
    return bytes;
  }

  private static byte[] random() {
    byte[] bytes = new byte[NONCE];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
