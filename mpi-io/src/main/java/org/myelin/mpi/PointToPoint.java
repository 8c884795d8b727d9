package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.match.Arrival;
import org.myelin.mpi.internal.match.BufferBytes;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Members;
import org.myelin.mpi.internal.match.Operation;
import org.myelin.mpi.internal.match.SendMode;
import org.myelin.mpi.internal.match.Sink;
import org.myelin.mpi.internal.match.Source;

/**
 * Messages between two ranks of a communicator (MPI standard, chapter "Point-to-Point
 * Communication"); the public face is {@link Comm}.
 */
abstract class PointToPoint {
  final Engine engine;

  /** World ranks of this rank's group. */
  final int[] group;

  /** World ranks that destinations and sources count; the same group unless between two groups. */
  final int[] remote;

  final int context;

  /** What is known of its failures. */
  final Members members;

  PointToPoint(Engine engine, int[] group, int[] remote, int context) {
    this.engine = engine;
    this.group = group;
    this.remote = remote;
    this.context = context;
    members = engine.members(context, Groups.union(group, remote));
  }

  abstract String name();

  abstract void open();

  /** Sends what is left in {@code bytes}; returns when the buffer may be used again. */
  public void send(ByteBuffer bytes, int destination, int tag) {
    isend(bytes, destination, tag).await();
  }

  /** Sends a whole primitive array. */
  public void send(Object array, int destination, int tag) {
    isend(array, destination, tag).await();
  }

  /** Sends {@code count} of {@code type} from element (byte buffer: byte) {@code offset}. */
  public void send(
      Object buffer, long offset, long count, Datatype type, int destination, int tag) {
    isend(buffer, offset, count, type, destination, tag).await();
  }

  /** Starts to send what is left in {@code bytes}. */
  public Request isend(ByteBuffer bytes, int destination, int tag) {
    return send(SendMode.STANDARD, new BufferBytes(bytes), destination, tag);
  }

  /** Starts to send a whole primitive array. */
  public Request isend(Object array, int destination, int tag) {
    return send(SendMode.STANDARD, whole(array), destination, tag);
  }

  /** Starts to send {@code count} of {@code type} from element {@code offset}. */
  public Request isend(
      Object buffer, long offset, long count, Datatype type, int destination, int tag) {
    return send(
        SendMode.STANDARD, UserBuffer.source(buffer, offset, count, type), destination, tag);
  }

  /** Synchronous mode: returns when the receive has begun. */
  public void ssend(Object buffer, int destination, int tag) {
    issend(buffer, destination, tag).await();
  }

  /** Synchronous mode: returns when the receive has begun. */
  public void ssend(
      Object buffer, long offset, long count, Datatype type, int destination, int tag) {
    issend(buffer, offset, count, type, destination, tag).await();
  }

  /** Starts to send in synchronous mode: it ends when its receive has begun. */
  public Request issend(Object buffer, int destination, int tag) {
    return send(SendMode.SYNCHRONOUS, whole(buffer), destination, tag);
  }

  /** Starts to send in synchronous mode: it ends when its receive has begun. */
  public Request issend(
      Object buffer, long offset, long count, Datatype type, int destination, int tag) {
    return send(
        SendMode.SYNCHRONOUS, UserBuffer.source(buffer, offset, count, type), destination, tag);
  }

  /** Buffered mode: the message is copied, and the buffer may be used at once. */
  public void bsend(Object buffer, int destination, int tag) {
    bsend(buffer, 0, Whole.count(buffer), Whole.type(buffer), destination, tag);
  }

  /**
   * Buffered mode: the message is copied, and the buffer may be used at once. The copies take as
   * much memory as they need; {@link #flushBuffer} waits for them.
   */
  public void bsend(
      Object buffer, long offset, long count, Datatype type, int destination, int tag) {
    checkTag(tag);
    if (destination == Comm.PROC_NULL) {
      return;
    }
    Source copy = new BufferBytes(UserBuffer.pack(buffer, offset, count, type));
    engine.sendBuffered(context, peer(destination), tag, copy, sending(destination, tag));
  }

  /** Waits until the receivers have begun to take all messages sent in buffered mode. */
  public void flushBuffer() {
    open();
    engine.flushBuffered(context, new Call(() -> "flushBuffer on " + name(), null, members));
  }

  /** Ready mode: the receive is there already. Costs the same as the standard mode here. */
  public void rsend(Object buffer, int destination, int tag) {
    isend(buffer, destination, tag).await();
  }

  /** A send that can be started again and again. */
  public PersistentRequest sendInit(
      Object buffer, long offset, long count, Datatype type, int destination, int tag) {
    open();
    checkTag(tag);
    UserBuffer.bytes(buffer, offset, count, type);
    int peer = destination == Comm.PROC_NULL ? -1 : peer(destination);
    Call call = sending(destination, tag);
    return persistent(
        () ->
            peer < 0
                ? null
                : engine.send(
                    SendMode.STANDARD,
                    context,
                    peer,
                    tag,
                    UserBuffer.source(buffer, offset, count, type),
                    call),
        call);
  }

  /** Receives into what is left of {@code bytes}. */
  public Status recv(ByteBuffer bytes, int source, int tag) {
    return irecv(bytes, source, tag).await();
  }

  /** Receives into a whole primitive array. */
  public Status recv(Object array, int source, int tag) {
    return irecv(array, source, tag).await();
  }

  /**
   * Receives at most {@code count} of {@code type} at element (byte buffer: byte) {@code offset}.
   */
  public Status recv(Object buffer, long offset, long count, Datatype type, int source, int tag) {
    return irecv(buffer, offset, count, type, source, tag).await();
  }

  /** Starts to receive into what is left of {@code bytes}. */
  public Request irecv(ByteBuffer bytes, int source, int tag) {
    return receive(new BufferBytes(bytes), source, tag);
  }

  /** Starts to receive into a whole primitive array. */
  public Request irecv(Object array, int source, int tag) {
    return irecv(array, 0, Whole.count(array), Whole.type(array), source, tag);
  }

  /** Starts to receive at most {@code count} of {@code type} at element {@code offset}. */
  public Request irecv(Object buffer, long offset, long count, Datatype type, int source, int tag) {
    return receive(UserBuffer.sink(buffer, offset, count, type), source, tag);
  }

  /** Starts to receive a message of any length, of which {@code room} tells when it has ended. */
  public Request irecv(ReceivedBytes room, int source, int tag) {
    return receive(room.sink, source, tag);
  }

  /** A receive that can be started again and again. */
  public PersistentRequest recvInit(
      Object buffer, long offset, long count, Datatype type, int source, int tag) {
    int peer = sourcePeer(source);
    int match = tagToMatch(tag);
    UserBuffer.bytes(buffer, offset, count, type);
    Call call = receiving("recv", source, tag);
    return persistent(
        () ->
            source == Comm.PROC_NULL
                ? null
                : engine.receive(
                    context, peer, match, UserBuffer.sink(buffer, offset, count, type), call),
        call);
  }

  /** Sends one message and receives another, in whatever order they come. */
  public Status sendRecv(
      Object sendBuffer,
      int destination,
      int sendTag,
      Object receiveBuffer,
      int source,
      int receiveTag) {
    return sendRecv(
        sendBuffer,
        0,
        Whole.count(sendBuffer),
        Whole.type(sendBuffer),
        destination,
        sendTag,
        receiveBuffer,
        0,
        Whole.count(receiveBuffer),
        Whole.type(receiveBuffer),
        source,
        receiveTag);
  }

  /** As above, over counts of types at offsets. */
  public Status sendRecv(
      Object sendBuffer,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      int destination,
      int sendTag,
      Object receiveBuffer,
      long receiveOffset,
      long receiveCount,
      Datatype receiveType,
      int source,
      int receiveTag) {
    Request received =
        irecv(receiveBuffer, receiveOffset, receiveCount, receiveType, source, receiveTag);
    Request sent = isend(sendBuffer, sendOffset, sendCount, sendType, destination, sendTag);
    Status status = received.await();
    sent.await();
    return status;
  }

  /** Sends what is in the buffer and receives another message into it. */
  public Status sendRecvReplace(
      Object buffer,
      long offset,
      long count,
      Datatype type,
      int destination,
      int sendTag,
      int source,
      int receiveTag) {
    Source copy = new BufferBytes(UserBuffer.pack(buffer, offset, count, type));
    Request received = irecv(buffer, offset, count, type, source, receiveTag);
    Request sent = send(SendMode.STANDARD, copy, destination, sendTag);
    Status status = received.await();
    sent.await();
    return status;
  }

  /** Waits until a message is there that a receive would get, and describes it; it stays. */
  public Status probe(int source, int tag) {
    Status[] found = new Status[1];
    int peer = sourcePeer(source);
    if (source == Comm.PROC_NULL) {
      return new Status(Comm.PROC_NULL, Comm.ANY_TAG, 0);
    }
    engine
        .job()
        .await(
            () -> {
              found[0] = peek(source, tag);
              return found[0] != null;
            },
            receiving("probe", source, tag),
            () -> peer);
    return found[0];
  }

  /** Describes a message that a receive would get, if there is one; it stays. */
  public Optional<Status> iprobe(int source, int tag) {
    open();
    return source == Comm.PROC_NULL
        ? Optional.of(new Status(Comm.PROC_NULL, Comm.ANY_TAG, 0))
        : Optional.ofNullable(peek(source, tag));
  }

  /** Waits until a message is there that a receive would get, and takes it. */
  public Message mprobe(int source, int tag) {
    Message[] found = new Message[1];
    int peer = sourcePeer(source);
    engine
        .job()
        .await(
            () -> {
              found[0] = improbe(source, tag).orElse(null);
              return found[0] != null;
            },
            receiving("mprobe", source, tag),
            () -> peer);
    return found[0];
  }

  /** Takes a message that a receive would get, if there is one. */
  public Optional<Message> improbe(int source, int tag) {
    open();
    if (source == Comm.PROC_NULL) {
      return Optional.of(
          new Message((Comm) this, null, new Status(Comm.PROC_NULL, Comm.ANY_TAG, 0)));
    }
    Call call = receiving("mprobe", source, tag);
    Arrival found = engine.match(context, sourcePeer(source), tagToMatch(tag), call);
    if (found == null) {
      return Optional.empty();
    }
    Status status = new Status(sourceOf(found.source()), found.tag(), found.bytes());
    return Optional.of(new Message((Comm) this, found, status));
  }

  /** The number that a source has for a world rank. */
  final int sourceOf(int worldRank) {
    return Groups.indexOf(remote, worldRank);
  }

  private Status peek(int source, int tag) {
    long[] found =
        engine.probe(context, sourcePeer(source), tagToMatch(tag), receiving("probe", source, tag));
    return found == null ? null : new Status(sourceOf((int) found[0]), (int) found[1], found[2]);
  }

  private Request send(SendMode mode, Source source, int destination, int tag) {
    open();
    checkTag(tag);
    if (destination == Comm.PROC_NULL) {
      return Request.completed(Status.ofBytes(0));
    }
    int peer = peer(destination);
    Call call = sending(destination, tag);
    Operation send = engine.send(mode, context, peer, tag, source, call);
    return new Request((Comm) this, send, call);
  }

  private Request receive(Sink sink, int source, int tag) {
    open();
    if (source == Comm.PROC_NULL) {
      return Request.completed(new Status(Comm.PROC_NULL, Comm.ANY_TAG, 0));
    }
    int match = tagToMatch(tag);
    Call call = receiving("recv", source, tag);
    Operation receive = engine.receive(context, sourcePeer(source), match, sink, call);
    return new Request((Comm) this, receive, call);
  }

  private PersistentRequest persistent(Supplier<Operation> starter, Call call) {
    return new PersistentRequest((Comm) this, starter, call);
  }

  private static Source whole(Object buffer) {
    return buffer instanceof ByteBuffer bytes
        ? new BufferBytes(bytes)
        : UserBuffer.source(buffer, 0, Whole.count(buffer), Whole.type(buffer));
  }

  private int sourcePeer(int source) {
    open();
    return source == Comm.ANY_SOURCE || source == Comm.PROC_NULL ? Engine.ANY : peer(source);
  }

  private static void checkTag(int tag) {
    if (tag < 0) {
      throw new IllegalArgumentException("a message's tag must not be negative, found " + tag);
    }
  }

  private static int tagToMatch(int tag) {
    if (tag < Comm.ANY_TAG) {
      throw new IllegalArgumentException("a tag must be ANY_TAG or not negative, found " + tag);
    }
    return tag == Comm.ANY_TAG ? Engine.ANY : tag;
  }

  private int peer(int member) {
    if (member < 0 || member >= remote.length) {
      throw new IllegalArgumentException(
          String.format(
              "rank %d is not in %s, which has ranks 0 to %d", member, name(), remote.length - 1));
    }
    return remote[member];
  }

  private Call sending(int destination, int tag) {
    return new Call(() -> describe("send", "dest", destination, tag), null, members);
  }

  private Call receiving(String what, int source, int tag) {
    return new Call(() -> describe(what, "source", source, tag), null, members);
  }

  private String describe(String what, String role, int peer, int tag) {
    String who = peer == Comm.ANY_SOURCE ? "ANY_SOURCE" : Integer.toString(peer);
    String which = tag == Comm.ANY_TAG ? "ANY_TAG" : Integer.toString(tag);
    return what + "(" + role + " " + who + ", tag " + which + ") on " + name();
  }
}
