package mpi;

import java.nio.Buffer;

/** A message that was taken by {@code mProbe} and waits to be received. */
public final class Message {
  private final org.myelin.mpi.Message core;

  Message(org.myelin.mpi.Message core) {
    this.core = core;
  }

  /** Its source, tag and length. */
  public Status getStatus() {
    return Status.of(core.status());
  }

  /** Whether there is no message. */
  public boolean isNull() {
    return false;
  }

  /** Receives it. */
  public Status mRecv(Object buffer, int count, Datatype type) {
    return start(buffer, count, type).Wait();
  }

  /** Starts to receive it. */
  public Request imRecv(Buffer buffer, int count, Datatype type) {
    return start(buffer, count, type);
  }

  private Request start(Object buffer, int count, Datatype type) {
    if (type.baseType == Datatype.OBJECT) {
      byte[] room = new byte[Math.toIntExact(core.status().bytes())];
      Part part = new Part(buffer, 0, count, type);
      return new Request(
          Faults.call(() -> core.irecv(room)), status -> CommMessages.objects(room, part, status));
    }
    Area area = new Area(buffer, 0);
    return new Request(
        Faults.call(() -> core.irecv(area.buffer, 0, count, type.core)),
        status -> {
          area.landed(count, type);
          return Status.of(status);
        });
  }
}
