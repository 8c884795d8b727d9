package org.myelin.mpi;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.myelin.mpi.internal.match.Engine;

/**
 * A group of ranks that exchange messages apart from all other traffic (MPI standard, chapters
 * "Groups, Contexts, Communicators" and "Point-to-Point Communication").
 *
 * <p>A buffer is a primitive array or a {@link java.nio.ByteBuffer}, direct or not; of a byte
 * buffer it is what lies between position and limit, which do not move. Elements travel in native
 * byte order. Messages from one rank with fitting tags are received in the order in which they were
 * sent. A message that is longer than its receive is an error and stores nothing.
 *
 * <p>May be used by several threads of its rank. A call that waits gives up after the limit of the
 * property {@code myelin.mpi.timeout} (seconds, default 60) with an error that names the partner.
 */
public abstract class Comm extends PointToPoint {
  /** Receive from any rank. */
  public static final int ANY_SOURCE = -2;

  /** Receive any tag. */
  public static final int ANY_TAG = -1;

  /** No rank: sends and receives end at once with nothing. */
  public static final int PROC_NULL = -3;

  private final int rank;
  private final ConcurrentMap<AttributeKey<?>, Object> attributes = new ConcurrentHashMap<>();
  private volatile String name;
  private volatile boolean closed;

  Comm(Engine engine, int[] group, int[] remote, int context, String name) {
    super(engine, group, remote, context);
    this.name = name;
    rank = Groups.indexOf(group, engine.rank());
  }

  /** A communicator of this rank alone that needs no launch; a new one at each call. */
  public static Intracomm self() {
    return Mpi.alone().world();
  }

  /** This rank's number in its group, from 0. */
  public int rank() {
    return rank;
  }

  /** Number of ranks in this rank's group. */
  public int size() {
    return group.length;
  }

  /** The ranks of this rank's group. */
  public Group group() {
    return new Group(group.clone(), engine.rank());
  }

  /** The name that errors use. */
  @Override
  public String name() {
    return name;
  }

  /** Gives it another name, on this rank only. */
  public void setName(String newName) {
    name = newName;
  }

  /** How this communicator and another are alike. */
  public Group.Comparison compare(Comm other) {
    if (this == other) {
      return Group.Comparison.IDENT;
    }
    Group.Comparison here = group().compare(other.group());
    Group.Comparison there =
        new Group(remote, engine.rank()).compare(new Group(other.remote, engine.rank()));
    Group.Comparison worse = here.compareTo(there) > 0 ? here : there;
    return worse == Group.Comparison.IDENT ? Group.Comparison.CONGRUENT : worse;
  }

  /** Keeps a value under a key, on this rank only, replacing what was there. */
  public <T> void setAttribute(AttributeKey<T> key, T value) {
    attributes.put(key, value);
  }

  /** The value under a key. */
  public <T> Optional<T> attribute(AttributeKey<T> key) {
    return Optional.ofNullable(key.cast(attributes.get(key)));
  }

  /** Removes what is under a key and tells the key's owner. */
  public <T> void deleteAttribute(AttributeKey<T> key) {
    key.deleted(this, key.cast(attributes.remove(key)));
  }

  /** A copy takes over what the keys' owners say (MPI standard, "Caching"). */
  final <C extends Comm> C withAttributesFor(C copy) {
    attributes.forEach((key, value) -> key.copy(value, copy));
    return copy;
  }

  /** Throws after {@link #close}. */
  @Override
  final void open() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
  }

  /** Frees the communicator: no call on it after this one. Closing twice is harmless. */
  public void close() {
    if (!closed) {
      closed = true;
      attributes.keySet().forEach(this::deleteAttribute);
    }
  }

  @Override
  public String toString() {
    return name + " (rank " + rank + " of " + size() + ")";
  }
}
