package org.myelin.mpi.internal.transport.shm;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.Inbound;
import org.myelin.mpi.spi.Landing;

/** The receiving side of one ring; one thread at a time. */
final class RingReader {
  /** So that one busy sender does not keep the others waiting. */
  private static final int IN_A_ROW = 64;

  private static final int TELL_EVERY = RingLayout.SLOTS / 4;

  private final int peer;
  private final RingLayout layout;
  private final ByteBuffer ring;
  private Inbound inbound;
  private long slots;
  private long told;
  private long data;
  private Landing landing;
  private ByteBuffer target;
  private boolean broken;

  RingReader(int peer, RingLayout layout, ByteBuffer ring) {
    this.peer = peer;
    this.layout = layout;
    this.ring = ring;
  }

  void deliverTo(Inbound there) {
    inbound = there;
  }

  /** Takes what has come; true when there was something. */
  boolean poll() {
    int n = 0;
    while (n < IN_A_ROW && take()) {
      n++;
    }
    return n > 0;
  }

  private boolean take() {
    int at = RingLayout.slot(slots);
    long word = (long) Slot.LONG.getAcquire(ring, at);
    if ((int) (word >>> 32) != (int) (slots + 1) || broken) {
      return false;
    }
    try {
      if (Slot.kind((int) word) == Slot.MORE) {
        more(ring.getInt(at + 16));
      } else {
        begin(at, (int) word);
      }
    } catch (IllegalArgumentException nonsense) {
      broken = true;
      inbound.lost(peer, "it sent what no rank sends: " + nonsense.getMessage());
    }
    slots++;
    if (slots - told >= TELL_EVERY) {
      told = slots;
      Slot.LONG.setRelease(ring, RingLayout.SLOTS_TAKEN, slots);
    }
    return true;
  }

  private void begin(int at, int word) {
    if (target != null) {
      throw new IllegalArgumentException("a frame inside another");
    }
    Frame frame = Slot.get(ring, at, word);
    Landing next = inbound.accept(peer, frame);
    if (frame.length() == 0) {
      next.landed();
    } else if (Slot.isShort(word)) {
      ByteBuffer room = next.buffer();
      Slot.copy(ring, at + Slot.payload(word), room, room.position(), frame.length());
      next.landed();
    } else {
      landing = next;
      target = next.buffer();
    }
  }

  private void more(int bytes) {
    if (target == null
        || bytes < 1
        || bytes > Math.min(target.remaining(), layout.untilEnd(data))) {
      throw new IllegalArgumentException(bytes + " bytes that do not fit");
    }
    target.put(target.position(), ring, layout.data(data), bytes);
    target.position(target.position() + bytes);
    data += RingLayout.padded(bytes);
    Slot.LONG.setRelease(ring, RingLayout.DATA_TAKEN, data);
    if (!target.hasRemaining()) {
      Landing full = landing;
      target = null;
      landing = null;
      full.landed();
    }
  }
}
