package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.match.BufferBytes;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Sink;
import org.myelin.mpi.internal.match.Source;

/**
 * A group of ranks that exchange messages apart from all other traffic (MPI standard, chapters
 * "Groups, Contexts, Communicators" and "Point-to-Point Communication").
 *
 * <p>A buffer is a primitive array or a {@link ByteBuffer}, direct or not; of a byte buffer it is
 * what lies between position and limit, which do not move. Elements travel in native byte order.
 * Messages from one rank with fitting tags are received in the order in which they were sent. A
 * message that is longer than its receive is an error and stores nothing.
 *
 * <p>May be used by several threads of its rank. A call that waits gives up after the limit of the
 * property {@code myelin.mpi.timeout} (seconds, default 60) with an error that names the partner.
 */
public abstract class Comm {
  /** Receive from any rank. */
  public static final int ANY_SOURCE = -2;

  /** Receive any tag. */
  public static final int ANY_TAG = -1;

  /** No rank: sends and receives end at once with nothing. */
  public static final int PROC_NULL = -3;

  final Engine engine;
  final int[] group;
  final int context;
  private final int rank;
  private final String name;
  private volatile boolean closed;

  Comm(Engine engine, int[] group, int context, String name) {
    this.engine = engine;
    this.group = group;
    this.context = context;
    this.name = name;
    rank = rankOf(engine.rank());
  }

  /** A communicator of this rank alone that needs no launch; a new one at each call. */
  public static Intracomm self() {
    return Mpi.alone().world();
  }

  /** This rank's number in the group, from 0. */
  public int rank() {
    return rank;
  }

  /** Number of ranks in the group. */
  public int size() {
    return group.length;
  }

  /** The name that errors use. */
  public String name() {
    return name;
  }

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
    return send(new BufferBytes(bytes), destination, tag);
  }

  /** Starts to send a whole primitive array. */
  public Request isend(Object array, int destination, int tag) {
    if (array instanceof ByteBuffer bytes) {
      return isend(bytes, destination, tag);
    }
    return isend(array, 0, UserBuffer.length(array), UserBuffer.typeOf(array), destination, tag);
  }

  /** Starts to send {@code count} of {@code type} from element {@code offset}. */
  public Request isend(
      Object buffer, long offset, long count, Datatype type, int destination, int tag) {
    return send(UserBuffer.source(buffer, offset, count, type), destination, tag);
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
    if (array instanceof ByteBuffer bytes) {
      return irecv(bytes, source, tag);
    }
    return irecv(array, 0, UserBuffer.length(array), UserBuffer.typeOf(array), source, tag);
  }

  /** Starts to receive at most {@code count} of {@code type} at element {@code offset}. */
  public Request irecv(Object buffer, long offset, long count, Datatype type, int source, int tag) {
    return receive(UserBuffer.sink(buffer, offset, count, type), source, tag);
  }

  /** Sends one message and receives another, in whatever order they come. */
  public Status sendRecv(
      Object sendBuffer,
      int destination,
      int sendTag,
      Object receiveBuffer,
      int source,
      int receiveTag) {
    Request received = irecv(receiveBuffer, source, receiveTag);
    Request sent = isend(sendBuffer, destination, sendTag);
    Status status = received.await();
    sent.await();
    return status;
  }

  /** Waits until a message is there that a receive would get, and describes it; it stays. */
  public Status probe(int source, int tag) {
    Status[] found = new Status[1];
    int peer = sourcePeer(source);
    if (source == PROC_NULL) {
      return new Status(PROC_NULL, ANY_TAG, 0);
    }
    engine
        .job()
        .await(
            () -> {
              found[0] = peek(source, tag);
              return found[0] != null;
            },
            probing(source, tag),
            peer);
    return found[0];
  }

  /** Describes a message that a receive would get, if there is one; it stays. */
  public Optional<Status> iprobe(int source, int tag) {
    open();
    return source == PROC_NULL
        ? Optional.of(new Status(PROC_NULL, ANY_TAG, 0))
        : Optional.ofNullable(peek(source, tag));
  }

  private Status peek(int source, int tag) {
    long[] found = engine.probe(context, sourcePeer(source), tagToMatch(tag), probing(source, tag));
    return found == null ? null : new Status(rankOf((int) found[0]), (int) found[1], found[2]);
  }

  private Call probing(int source, int tag) {
    return new Call(() -> describe("probe", "source", source, tag), null);
  }

  private Request send(Source source, int destination, int tag) {
    open();
    if (tag < 0) {
      throw new IllegalArgumentException("a message's tag must not be negative, found " + tag);
    }
    if (destination == PROC_NULL) {
      return Request.completed(Status.ofBytes(0));
    }
    int peer = peer(destination);
    Call call = new Call(() -> describe("send", "dest", destination, tag), null);
    return new Request(this, engine, engine.send(context, peer, tag, source, null, call), call);
  }

  private Request receive(Sink sink, int source, int tag) {
    open();
    if (source == PROC_NULL) {
      return Request.completed(new Status(PROC_NULL, ANY_TAG, 0));
    }
    int match = tagToMatch(tag);
    Call call = new Call(() -> describe("recv", "source", source, tag), null);
    return new Request(
        this, engine, engine.receive(context, sourcePeer(source), match, sink, call), call);
  }

  private int sourcePeer(int source) {
    open();
    return source == ANY_SOURCE || source == PROC_NULL ? Engine.ANY : peer(source);
  }

  private static int tagToMatch(int tag) {
    if (tag < ANY_TAG) {
      throw new IllegalArgumentException("a tag must be ANY_TAG or not negative, found " + tag);
    }
    return tag == ANY_TAG ? Engine.ANY : tag;
  }

  private int peer(int member) {
    if (member < 0 || member >= group.length) {
      throw new IllegalArgumentException(
          "rank " + member + " is not in " + name + ", which has ranks 0 to " + (group.length - 1));
    }
    return group[member];
  }

  private String describe(String what, String role, int peer, int tag) {
    String who = peer == ANY_SOURCE ? "ANY_SOURCE" : Integer.toString(peer);
    String which = tag == ANY_TAG ? "ANY_TAG" : Integer.toString(tag);
    return what + "(" + role + " " + who + ", tag " + which + ") on " + name;
  }

  /** This group's number for a world rank. */
  final int rankOf(int worldRank) {
    for (int i = 0; i < group.length; i++) {
      if (group[i] == worldRank) {
        return i;
      }
    }
    throw new IllegalStateException("world rank " + worldRank + " is not in " + name);
  }

  /** Throws after {@link #close}. */
  final void open() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
  }

  /** Frees the communicator: no call on it after this one. Closing twice is harmless. */
  public void close() {
    closed = true;
  }
}
