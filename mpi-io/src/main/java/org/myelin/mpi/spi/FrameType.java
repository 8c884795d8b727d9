package org.myelin.mpi.spi;

/** What a {@link Frame} is for, and how much may follow it. */
public enum FrameType {
  /** A whole small message. */
  EAGER(64 << 10),
  /** A large message is ready: its length and the sender's number for it. */
  READY(0),
  /** The receiver has matched it: both numbers; the receiver's is -1 when it wants no data. */
  CLEAR(0),
  /** A piece of a large message: the receiver's number and the offset. */
  DATA(256 << 10),
  /** Bytes of small messages that the receiver has taken, which the sender may send again. */
  CREDIT(0),
  /** Collective calls did not match; a text follows. */
  MISMATCH(8 << 10),
  /** A rank failed; its number and a text follow. */
  FAILED(8 << 10),
  /** A communicator was revoked: its number as the context. */
  REVOKED(0),
  /** The sender has closed and sends no more messages. */
  GOODBYE(0),
  /** The receiver has everything up to the goodbye. */
  GOODBYE_SEEN(0),
  /** A one-sided access: its kind as the tag, the asker's number, an argument. */
  RMA(64 << 10),
  /** Its answer: 0 or 1 for an error as the tag, the asker's number. */
  RMA_REPLY(64 << 10),
  /** Something lies in shared memory for a receiver that sleeps; for transports only. */
  DOORBELL(0);

  private final int maxPayload;

  FrameType(int maxPayload) {
    this.maxPayload = maxPayload;
  }

  /** Most bytes that may follow a header of this type. */
  public int maxPayload() {
    return maxPayload;
  }
}
