package org.myelin.mpi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.myelin.mpi.internal.buffer.ContextObjectInput;

/**
 * Java objects as messages of a communicator, by Java serialisation. What arrives is built only if
 * a filter allows its classes: bytes that say otherwise are an {@link MpiException} of class {@link
 * ErrorClass#TYPE}, and nothing of them is run. Numbers in arrays travel faster and safer as
 * themselves.
 *
 * <pre>{@code
 * ObjectMessages objects = ObjectMessages.of(world, "org.example.*;java.base/*;!*");
 * objects.send(plan, 1, 0);
 * Plan plan = objects.recv(Plan.class, 0, 0);
 * }</pre>
 *
 * <p>Classes are looked up in the thread's context class loader first. Threads: as with the
 * communicator.
 */
public final class ObjectMessages {
  private final Intracomm comm;
  private final ObjectInputFilter filter;

  private ObjectMessages(Intracomm comm, ObjectInputFilter filter) {
    this.comm = comm;
    this.filter = Objects.requireNonNull(filter, "filter");
  }

  /**
   * Objects over this communicator.
   *
   * @param filter is asked of each class, and of depth and sizes; what it leaves undecided is
   *     refused
   */
  public static ObjectMessages of(Intracomm comm, ObjectInputFilter filter) {
    return new ObjectMessages(comm, filter);
  }

  /**
   * Objects over this communicator.
   *
   * @param allowed a pattern of {@link ObjectInputFilter.Config#createFilter}: what it does not
   *     allow is refused
   */
  public static ObjectMessages of(Intracomm comm, String allowed) {
    return of(comm, ObjectInputFilter.Config.createFilter(allowed));
  }

  /** Sends an object, or null; it is serialised before this returns. */
  public void send(Serializable object, int destination, int tag) {
    comm.send(bytes(object), destination, tag);
  }

  /** Sends an object, which may change as soon as this has returned. */
  public Request isend(Serializable object, int destination, int tag) {
    return comm.isend(bytes(object), destination, tag);
  }

  /**
   * Receives an object, which may be null; from {@link Comm#PROC_NULL} comes null.
   *
   * @param source a rank or {@link Comm#ANY_SOURCE}
   * @param tag a tag or {@link Comm#ANY_TAG}
   * @throws MpiException if the filter or the type refuses it ({@link ErrorClass#TYPE}); the
   *     message is gone then
   */
  public <T> T recv(Class<T> type, int source, int tag) {
    if (source == Comm.PROC_NULL) {
      return null;
    }
    ReceivedBytes room = new ReceivedBytes();
    comm.irecv(room, source, tag).await();
    return read(room.bytes(), type);
  }

  /** Gives every rank the root's object; the others' are not looked at. Collective. */
  public <T extends Serializable> T bcast(T mineAtRoot, Class<T> type, int root) {
    boolean isRoot = comm.rank() == root;
    byte[] bytes = comm.bcastBytes(isRoot ? bytes(mineAtRoot) : null, root);
    return isRoot ? mineAtRoot : read(bytes, type);
  }

  /** Gives every rank the objects of all, in order of ranks. Collective. */
  public <T extends Serializable> List<T> allGather(T mine, Class<T> type) {
    List<T> all = new ArrayList<>();
    for (byte[] bytes : comm.allGatherBytes(bytes(mine))) {
      all.add(read(bytes, type));
    }
    return all;
  }

  private byte[] bytes(Serializable object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException refused) {
      throw new MpiException(
          ErrorClass.TYPE, comm.rank(), "an object cannot be serialised: " + refused, refused);
    }
    return bytes.toByteArray();
  }

  private <T> T read(byte[] bytes, Class<T> type) {
    Object o;
    try (ObjectInputStream in = new ContextObjectInput(bytes)) {
      in.setObjectInputFilter(this::decide);
      o = in.readObject();
    } catch (IOException | ClassNotFoundException refused) {
      throw new MpiException(
          ErrorClass.TYPE,
          comm.rank(),
          "an object is refused: " + refused + "; the filter of ObjectMessages.of must allow it",
          refused);
    }
    if (o != null && !type.isInstance(o)) {
      throw new MpiException(
          ErrorClass.TYPE,
          comm.rank(),
          "an object of "
              + o.getClass().getName()
              + " came where "
              + type.getName()
              + " was asked");
    }
    return type.cast(o);
  }

  /** What nobody decides is refused; a primitive array's class says nothing. */
  private ObjectInputFilter.Status decide(ObjectInputFilter.FilterInfo info) {
    ObjectInputFilter.Status said = filter.checkInput(info);
    if (said != ObjectInputFilter.Status.UNDECIDED || info.serialClass() == null) {
      return said;
    }
    Class<?> c = info.serialClass();
    while (c.isArray()) {
      c = c.getComponentType();
    }
    return c.isPrimitive() ? ObjectInputFilter.Status.UNDECIDED : ObjectInputFilter.Status.REJECTED;
  }
}
