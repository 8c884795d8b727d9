package org.myelin.mpi.internal.transport.shm;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.myelin.mpi.spi.Frame;

/**
 * The sending side of one ring. What the ring has no room for waits in a queue until {@link #flush}
 * finds some. Usable from any thread.
 */
final class RingWriter {
  /** Small enough that both sides copy at the same time. */
  private static final int EAGER_PIECE = 8 << 10;

  private static final int PIECE = 32 << 10;
  private static final int LARGE = 64 << 10;

  private static final class Outgoing {
    private final Frame frame;
    private final ByteBuffer payload;
    private final Runnable sent;
    private boolean begun;
    private int done;

    Outgoing(Frame frame, ByteBuffer payload, Runnable sent) {
      this.frame = frame;
      this.payload = payload;
      this.sent = sent;
    }
  }

  private final RingLayout layout;
  private final ByteBuffer ring;
  private final ByteBuffer header;
  private final Runnable bell;
  private final Deque<Outgoing> queue = new ArrayDeque<>();
  private volatile boolean waiting;
  private boolean broken;
  private long slots;
  private long slotsTaken;
  private long data;
  private long dataTaken;

  /** {@code bell} wakes the receiver when it sleeps. */
  RingWriter(RingLayout layout, ByteBuffer ring, ByteBuffer header, Runnable bell) {
    this.layout = layout;
    this.ring = ring;
    this.header = header;
    this.bell = bell;
  }

  void send(Frame frame, ByteBuffer payload, Runnable sent) {
    synchronized (this) {
      if (!broken && !now(frame, payload, sent)) {
        return;
      }
    }
    ring();
    sent.run();
  }

  private boolean now(Frame frame, ByteBuffer payload, Runnable sent) {
    if (queue.isEmpty() && Slot.isShort(frame) && slotFree()) {
      publish(Slot.put(ring, RingLayout.slot(slots), frame, payload));
      return true;
    }
    Outgoing next = new Outgoing(frame, payload, sent);
    if (queue.isEmpty() && write(next)) {
      return true;
    }
    queue.add(next);
    waiting = true;
    return false;
  }

  /** Whether something waits for room. */
  boolean waiting() {
    return waiting;
  }

  /** Sends what waits, as far as there is room; true when something went. */
  boolean flush() {
    List<Runnable> done = new ArrayList<>();
    boolean moved;
    synchronized (this) {
      long before = slots;
      while (!queue.isEmpty() && (broken || write(queue.peek()))) {
        done.add(queue.remove().sent);
      }
      waiting = !queue.isEmpty();
      moved = slots != before;
    }
    if (moved) {
      ring();
    }
    done.forEach(Runnable::run);
    return moved || !done.isEmpty();
  }

  /** The receiver is gone: what was and will be sent is dropped. */
  void close() {
    synchronized (this) {
      broken = true;
    }
    flush();
  }

  /** Writes what there is room for; true when nothing is left. */
  private boolean write(Outgoing out) {
    int length = out.frame.length();
    if (!out.begun) {
      if (!slotFree()) {
        return false;
      }
      publish(Slot.put(ring, RingLayout.slot(slots), out.frame, out.payload));
      out.begun = true;
      if (Slot.isShort(out.frame)) {
        return true;
      }
    }
    int most = length > LARGE ? PIECE : EAGER_PIECE;
    while (out.done < length) {
      int n = Math.min(Math.min(most, length - out.done), layout.untilEnd(data));
      if (!slotFree() || !dataFree(RingLayout.padded(n))) {
        return false;
      }
      ring.put(layout.data(data), out.payload, out.payload.position() + out.done, n);
      data += RingLayout.padded(n);
      out.done += n;
      ring.putInt(RingLayout.slot(slots) + 16, n);
      publish(Slot.MORE);
    }
    return true;
  }

  private void publish(int word) {
    int at = RingLayout.slot(slots++);
    Slot.LONG.setRelease(ring, at, slots << 32 | word);
  }

  private boolean slotFree() {
    if (slots - slotsTaken < RingLayout.SLOTS) {
      return true;
    }
    slotsTaken = (long) Slot.LONG.getAcquire(ring, RingLayout.SLOTS_TAKEN);
    return slots - slotsTaken < RingLayout.SLOTS;
  }

  private boolean dataFree(int bytes) {
    if (data + bytes - dataTaken <= layout.dataBytes()) {
      return true;
    }
    dataTaken = (long) Slot.LONG.getAcquire(ring, RingLayout.DATA_TAKEN);
    return data + bytes - dataTaken <= layout.dataBytes();
  }

  /**
   * There is no fence between the message and this look at the flag, since that would cost as much
   * as the message; the receiver looks again after it has set the flag, and sleeps not for long.
   */
  private void ring() {
    if ((long) Slot.LONG.getOpaque(header, RingLayout.ASLEEP) != 0
        && Slot.LONG.compareAndSet(header, RingLayout.ASLEEP, 1L, 0L)) {
      bell.run();
    }
  }
}
