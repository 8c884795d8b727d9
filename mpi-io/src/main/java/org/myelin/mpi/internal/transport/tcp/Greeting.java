package org.myelin.mpi.internal.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;

/**
 * A listener's side of one {@link Handshake}, step by step as bytes come. It is used again for the
 * next caller, so a stranger makes the listener allocate next to nothing.
 */
final class Greeting {
  /** How far a caller has got. */
  enum State {
    /** More bytes are to come. */
    OPEN,
    /** It has proved that it belongs to the job. */
    PROVED,
    /** It is no rank of this job. */
    REFUSED
  }

  private final Handshake handshake;
  private final Purpose purpose;
  private final int me;
  private final ByteBuffer in = ByteBuffer.allocateDirect(Handshake.HELLO);
  private final ByteBuffer out = ByteBuffer.allocateDirect(Handshake.NONCE + Handshake.PROOF);
  private final byte[] said = new byte[Handshake.HELLO + Handshake.NONCE];
  private final byte[] proof = new byte[Handshake.PROOF];
  private SocketChannel channel;
  private boolean challenged;
  private long end;

  Greeting(Handshake handshake, Purpose purpose, int me) {
    this.handshake = handshake;
    this.purpose = purpose;
    this.me = me;
  }

  /** Begins anew with a caller, whose channel does not block. */
  void begin(SocketChannel caller) {
    channel = caller;
    challenged = false;
    in.clear().limit(Handshake.HELLO);
    end = System.nanoTime() + handshake.limitNanos();
  }

  SocketChannel channel() {
    return channel;
  }

  boolean late(long now) {
    return now - end > 0;
  }

  /** The caller's rank, as it says; only of one that is proved. */
  int caller() {
    return ByteBuffer.wrap(said).getInt(Handshake.FROM);
  }

  /** Takes what has come. */
  State step() throws IOException {
    if (channel.read(in) < 0) {
      return State.REFUSED;
    }
    if (in.hasRemaining()) {
      return State.OPEN;
    }
    return challenged ? judge() : challenge();
  }

  private State challenge() throws IOException {
    in.flip().get(said, 0, Handshake.HELLO);
    if (!Handshake.fits(said, purpose, me)) {
      return State.REFUSED;
    }
    handshake.random(said, Handshake.HELLO);
    out.clear().put(said, Handshake.HELLO, Handshake.NONCE).put(handshake.proof(true, said)).flip();
    challenged = true;
    in.clear().limit(Handshake.PROOF);
    return written() ? State.OPEN : State.REFUSED;
  }

  private State judge() throws IOException {
    in.flip().get(proof);
    if (!MessageDigest.isEqual(proof, handshake.proof(false, said))) {
      return State.REFUSED;
    }
    out.clear().put(Handshake.ACCEPTED).flip();
    return written() ? State.PROVED : State.REFUSED;
  }

  /** What is said fits into the buffers of any socket. */
  private boolean written() throws IOException {
    channel.write(out);
    return !out.hasRemaining();
  }
}
