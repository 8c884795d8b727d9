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
  private static final int NONCE = 32;
  private static final int PROOF = 32;
  private static final int HELLO = 8 + 1 + 4 + 4 + NONCE;
  private static final byte ACCEPTED = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] secret;
  private final long limitNanos;

  /** For connections of the job with this secret, each to be finished within the limit. */
  public Handshake(byte[] secret, int limitMillis) {
    this.secret = secret.clone();
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
    if (!MessageDigest.isEqual(proof, proof("listener", all))) {
      throw new IOException("the listener does not know the secret of this job");
    }
    out.write(proof("caller", all));
    if (read(socket, 1, end)[0] != ACCEPTED) {
      throw new IOException("the listener did not accept this rank");
    }
    socket.setSoTimeout(0);
  }

  /** The other side of {@link #connect}; returns the caller's rank. */
  public int accept(Socket socket, Purpose purpose, int me) throws IOException {
    long end = System.nanoTime() + limitNanos;
    byte[] said = read(socket, HELLO, end);
    ByteBuffer hello = ByteBuffer.wrap(said);
    byte[] magic = new byte[MAGIC.length];
    hello.get(magic);
    if (!Arrays.equals(magic, MAGIC) || hello.get() != purpose.ordinal()) {
      throw new IOException("the caller does not speak this protocol");
    }
    int from = hello.getInt();
    if (hello.getInt() != me) {
      throw new IOException("the caller wants another rank");
    }
    byte[] nonce = random();
    byte[] all = join(said, nonce);
    OutputStream out = socket.getOutputStream();
    out.write(join(nonce, proof("listener", all)));
    if (!MessageDigest.isEqual(read(socket, PROOF, end), proof("caller", all))) {
      throw new IOException("the caller does not know the secret of this job");
    }
    out.write(ACCEPTED);
    socket.setSoTimeout(0);
    return from;
  }

  private byte[] proof(String role, byte[] said) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(role.getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(said);
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
