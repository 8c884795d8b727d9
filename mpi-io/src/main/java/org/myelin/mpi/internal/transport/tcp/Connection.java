package org.myelin.mpi.internal.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;
import org.myelin.mpi.spi.Inbound;
import org.myelin.mpi.spi.Landing;

/**
 * One rank's connection with another. Whoever sends writes at once as much as the socket takes; the
 * rest waits for whoever drives the transport, who alone reads. Nobody ever waits in a write, so
 * two ranks that send to each other cannot block each other, and an interrupt cannot close the
 * channel.
 */
final class Connection {
  /** Small, so that most of a large message is read straight into its place. */
  private static final int IN_BYTES = 16 << 10;

  private static final int SMALL = 8 << 10;
  private static final int READS_IN_A_ROW = 8;

  private record Outgoing(ByteBuffer[] parts, Runnable sent) {
    boolean left() {
      return parts[0].hasRemaining() || (parts.length > 1 && parts[1].hasRemaining());
    }
  }

  private final int peer;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Selector selector;
  private final Inbound inbound;
  private final ByteBuffer in = ByteBuffer.allocateDirect(IN_BYTES);
  private final ByteBuffer small = ByteBuffer.allocateDirect(Frame.BYTES + SMALL);
  private final Deque<Outgoing> queue = new ArrayDeque<>();
  private boolean broken;
  private Landing landing;
  private ByteBuffer target;

  Connection(int peer, SocketChannel channel, Selector selector, Inbound inbound)
      throws IOException {
    this.peer = peer;
    this.channel = channel;
    this.selector = selector;
    this.inbound = inbound;
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send(Frame frame, ByteBuffer payload, Runnable sent) {
    synchronized (queue) {
      if (!broken && !sendNow(frame, payload, sent)) {
        return;
      }
    }
    sent.run();
  }

  /** True when everything has gone, false when the rest is queued. */
  private boolean sendNow(Frame frame, ByteBuffer payload, Runnable sent) {
    boolean copy = queue.isEmpty() && (payload == null || payload.remaining() <= SMALL);
    ByteBuffer head = copy ? small.clear() : ByteBuffer.allocate(Frame.BYTES);
    frame.put(head);
    if (copy && payload != null) {
      head.put(payload.duplicate());
    }
    head.flip();
    Outgoing next =
        copy || payload == null
            ? new Outgoing(new ByteBuffer[] {head}, sent)
            : new Outgoing(new ByteBuffer[] {head, payload}, sent);
    if (queue.isEmpty() && write(next)) {
      return true;
    }
    if (copy && !broken) {
      ByteBuffer rest = ByteBuffer.allocate(head.remaining()).put(head).flip();
      next = new Outgoing(new ByteBuffer[] {rest}, sent);
    }
    queue.add(next);
    key.interestOpsOr(SelectionKey.OP_WRITE);
    selector.wakeup();
    return false;
  }

  /** Writes while the socket takes something; true when nothing is left or the peer is gone. */
  private boolean write(Outgoing out) {
    try {
      while (out.left()) {
        if (channel.write(out.parts) == 0) {
          return false;
        }
      }
    } catch (IOException gone) {
      // The reading side reports it, with what was still to be read before.
      broken = true;
    }
    return true;
  }

  /** The socket takes bytes again. */
  void flush() {
    List<Runnable> done = new ArrayList<>();
    synchronized (queue) {
      while (!queue.isEmpty() && (broken || write(queue.peek()))) {
        done.add(queue.remove().sent);
      }
      if (queue.isEmpty() && key.isValid()) {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
      }
    }
    done.forEach(Runnable::run);
  }

  boolean idle() {
    synchronized (queue) {
      return queue.isEmpty();
    }
  }

  /** Bytes have come. */
  void read() {
    try {
      for (int i = 0; i < READS_IN_A_ROW; i++) {
        boolean straight = target != null && in.position() == 0;
        ByteBuffer room = straight ? target : in;
        int n = channel.read(room);
        if (n < 0) {
          ended("its process ended without closing Mpi");
          return;
        }
        if (n == 0) {
          return;
        }
        boolean all = room.hasRemaining();
        if (straight) {
          landIfFull();
        } else {
          takeApart();
        }
        if (all) {
          return;
        }
      }
    } catch (IOException failed) {
      ended("its connection broke: " + failed.getMessage());
    } catch (RuntimeException nonsense) {
      ended("it sent what no rank sends: " + nonsense);
    }
  }

  private void takeApart() {
    in.flip();
    while (true) {
      if (target == null) {
        if (in.remaining() < Frame.BYTES) {
          break;
        }
        begin(Frame.get(in));
        continue;
      }
      if (!in.hasRemaining()) {
        break;
      }
      int n = Math.min(in.remaining(), target.remaining());
      target.put(in.slice(in.position(), n));
      in.position(in.position() + n);
      landIfFull();
    }
    in.compact();
  }

  private void begin(Frame frame) {
    if (frame.type() == FrameType.DOORBELL) {
      return;
    }
    landing = inbound.accept(peer, frame);
    if (frame.length() == 0) {
      landing.landed();
    } else {
      target = landing.buffer();
    }
  }

  private void landIfFull() {
    if (!target.hasRemaining()) {
      Landing full = landing;
      target = null;
      landing = null;
      full.landed();
    }
  }

  private void ended(String why) {
    boolean expected = closed();
    close();
    flush();
    if (!expected) {
      inbound.lost(peer, why);
    }
  }

  private boolean closed() {
    synchronized (queue) {
      return broken && !channel.isOpen();
    }
  }

  void close() {
    synchronized (queue) {
      broken = true;
      key.cancel();
    }
    try {
      channel.close();
    } catch (IOException ignored) {
      // Nothing is left to be lost.
    }
  }
}
