package mpi;

import java.util.function.Function;
import org.myelin.mpi.ReceivedBytes;

/** Messages between two ranks, as both families of names need them. */
abstract class CommMessages {
  private static final byte[] NOTHING = {};

  final org.myelin.mpi.Comm core;

  CommMessages(org.myelin.mpi.Comm core) {
    this.core = core;
  }

  enum Mode {
    STANDARD,
    BUFFERED,
    SYNCHRONOUS
  }

  private static int coreTag(int tag) {
    return tag == MPI.ANY_TAG ? org.myelin.mpi.Comm.ANY_TAG : tag;
  }

  final Request start(Mode mode, Part part, int dest, int tag) {
    Request request = new Request();
    send(request, mode, part, dest, tag);
    return request;
  }

  final Request startReceive(Part part, int source, int tag) {
    Request request = new Request();
    receive(request, part, source, tag);
    return request;
  }

  final Prequest prepare(Mode mode, Part part, int dest, int tag) {
    return new Prequest(request -> send(request, mode, part, dest, tag));
  }

  final Prequest prepareReceive(Part part, int source, int tag) {
    return new Prequest(request -> receive(request, part, source, tag));
  }

  private void send(Request request, Mode mode, Part part, int dest, int tag) {
    Object buffer;
    long offset = 0;
    long count;
    org.myelin.mpi.Datatype type;
    if (part.type().baseType == Datatype.OBJECT) {
      byte[] bytes = Serial.pack(part.buffer(), part.offset(), part.count(), part.type());
      buffer = bytes;
      count = bytes.length;
      type = org.myelin.mpi.Datatype.BYTE;
    } else {
      Area area = part.area();
      buffer = area.buffer;
      offset = area.offset;
      count = part.count();
      type = part.core();
    }
    long at = offset;
    request.begin(Faults.call(() -> core(mode, buffer, at, count, type, dest, tag)), Status::of);
  }

  private org.myelin.mpi.Request core(
      Mode mode,
      Object buffer,
      long offset,
      long count,
      org.myelin.mpi.Datatype type,
      int dest,
      int tag) {
    return switch (mode) {
      case STANDARD -> core.isend(buffer, offset, count, type, dest, tag);
      case SYNCHRONOUS -> core.issend(buffer, offset, count, type, dest, tag);
      case BUFFERED -> {
        core.bsend(buffer, offset, count, type, dest, tag);
        yield core.isend(NOTHING, org.myelin.mpi.Comm.PROC_NULL, 0);
      }
    };
  }

  private void receive(Request request, Part part, int source, int tag) {
    if (part.type().baseType == Datatype.OBJECT) {
      ReceivedBytes room = new ReceivedBytes();
      Function<org.myelin.mpi.Status, Status> end = status -> objects(room.bytes(), part, status);
      request.begin(Faults.call(() -> core.irecv(room, source, coreTag(tag))), end);
      return;
    }
    Area area = part.area();
    request.begin(
        Faults.call(
            () ->
                core.irecv(
                    area.buffer, area.offset, part.count(), part.core(), source, coreTag(tag))),
        status -> {
          area.landed(part.count(), part.type());
          return Status.of(status);
        });
  }

  static Status objects(byte[] bytes, Part part, org.myelin.mpi.Status status) {
    int number = Serial.unpack(bytes, part.buffer(), part.offset(), part.count(), part.type());
    return Status.of(status).objects(number);
  }

  final Status exchange(
      Part send, int dest, int sendTag, Part receive, int source, int receiveTag) {
    Request received = startReceive(receive, source, receiveTag);
    Request sent = start(Mode.STANDARD, send, dest, sendTag);
    Status status = received.Wait();
    sent.Wait();
    return status;
  }

  /** What is sent leaves before what is received comes into the same buffer. */
  final Status replace(Part part, int dest, int sendTag, int source, int receiveTag) {
    if (part.type().baseType == Datatype.OBJECT) {
      return exchange(part, dest, sendTag, part, source, receiveTag);
    }
    Area area = part.area();
    Status status =
        Status.of(
            Faults.call(
                () ->
                    core.sendRecvReplace(
                        area.buffer,
                        area.offset,
                        part.count(),
                        part.core(),
                        dest,
                        sendTag,
                        source,
                        coreTag(receiveTag))));
    area.landed(part.count(), part.type());
    return status;
  }

  /** Waits for a message and describes it; it stays. */
  public Status Probe(int source, int tag) {
    return Status.of(Faults.call(() -> core.probe(source, coreTag(tag))));
  }

  /** Describes a message that is there, or null; it stays. */
  public Status Iprobe(int source, int tag) {
    return Faults.call(() -> core.iprobe(source, coreTag(tag))).map(Status::of).orElse(null);
  }

  /** As {@link #Probe}. */
  public Status probe(int source, int tag) {
    return Probe(source, tag);
  }

  /** As {@link #Iprobe}. */
  public Status iProbe(int source, int tag) {
    return Iprobe(source, tag);
  }

  /** Waits for a message and takes it. */
  public Message mProbe(int source, int tag) {
    return new Message(Faults.call(() -> core.mprobe(source, coreTag(tag))));
  }

  /** Takes a message that is there, or null. */
  public Message imProbe(int source, int tag) {
    return Faults.call(() -> core.improbe(source, coreTag(tag))).map(Message::new).orElse(null);
  }
}
