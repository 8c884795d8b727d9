package org.myelin.mpi;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.match.Arrival;
import org.myelin.mpi.internal.match.BufferBytes;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Sink;

/**
 * A message that a matched probe has taken out of the queue: nobody else can receive it (MPI
 * standard, "Matching Probe"). To be received once.
 */
public final class Message {
  private final Comm comm;
  private final Arrival arrival;
  private final Status status;
  private boolean received;

  /**
   * @param arrival what was taken, or null for {@link Comm#PROC_NULL}
   */
  Message(Comm comm, Arrival arrival, Status status) {
    this.comm = comm;
    this.arrival = arrival;
    this.status = status;
  }

  /** Its source, tag and length. */
  public Status status() {
    return status;
  }

  /** Receives it into what is left of {@code bytes}. */
  public Status recv(ByteBuffer bytes) {
    return irecv(bytes).await();
  }

  /** Receives it into a whole primitive array. */
  public Status recv(Object array) {
    return irecv(array).await();
  }

  /** Receives it into {@code count} of {@code type} at {@code offset}. */
  public Status recv(Object buffer, long offset, long count, Datatype type) {
    return irecv(buffer, offset, count, type).await();
  }

  /** Starts to receive it into what is left of {@code bytes}. */
  public Request irecv(ByteBuffer bytes) {
    return receive(new BufferBytes(bytes));
  }

  /** Starts to receive it into a whole primitive array. */
  public Request irecv(Object array) {
    if (array instanceof ByteBuffer bytes) {
      return irecv(bytes);
    }
    return irecv(array, 0, UserBuffer.length(array), UserBuffer.typeOf(array));
  }

  /** Starts to receive it into {@code count} of {@code type} at {@code offset}. */
  public Request irecv(Object buffer, long offset, long count, Datatype type) {
    return receive(UserBuffer.sink(buffer, offset, count, type));
  }

  private Request receive(Sink sink) {
    if (received) {
      throw new IllegalStateException("the message was received before");
    }
    received = true;
    if (arrival == null) {
      return Request.completed(status);
    }
    Call call =
        new Call(() -> "mrecv(source " + status.source() + ", tag " + status.tag() + ")", null);
    return new Request(comm, comm.engine.receive(arrival, sink, call), call);
  }
}
