package mpi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.internal.buffer.ContextObjectInput;

/**
 * Objects as bytes by Java serialisation, for {@link MPI#OBJECT}. The JVM's filter ({@code
 * jdk.serialFilter}) applies; peers have proved that they belong to the job before. Programs of our
 * own have {@link org.myelin.mpi.ObjectMessages}, which takes a filter.
 */
final class Serial {
  private Serial() {}

  /** The objects that {@code count} of {@code type} select. */
  static byte[] pack(Object buffer, int offset, int count, Datatype type) {
    Object[] from = array(buffer);
    int[] places = type.places();
    Object[] chosen = new Object[count * places.length];
    for (int i = 0, at = 0; i < count; i++) {
      for (int place : places) {
        chosen[at++] = from[offset + i * type.extent + place];
      }
    }
    return bytes(chosen);
  }

  static byte[] bytes(Object[] objects) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(objects);
    } catch (IOException refused) {
      throw new MPIException(ErrorClass.TYPE, "an object cannot be serialised: " + refused);
    }
    return bytes.toByteArray();
  }

  /** Puts objects where {@code count} of {@code type} select them; returns how many there were. */
  static int unpack(byte[] bytes, Object buffer, int offset, int count, Datatype type) {
    Object[] objects = objects(bytes);
    place(objects, buffer, offset, count, type);
    return objects.length;
  }

  static void place(Object[] objects, Object buffer, int offset, int count, Datatype type) {
    Object[] into = array(buffer);
    int[] places = type.places();
    if (objects.length > (long) count * places.length) {
      throw new MPIException(
          ErrorClass.TRUNCATE,
          objects.length + " objects were sent to a receive of " + count * places.length);
    }
    for (int k = 0; k < objects.length; k++) {
      into[offset + k / places.length * type.extent + places[k % places.length]] = objects[k];
    }
  }

  static Object[] objects(byte[] bytes) {
    if (bytes.length == 0) {
      return new Object[0];
    }
    try (ObjectInputStream in = new ContextObjectInput(bytes)) {
      return (Object[]) in.readObject();
    } catch (IOException | ClassNotFoundException refused) {
      throw new MPIException(ErrorClass.TYPE, "an object cannot be read: " + refused);
    }
  }

  private static Object[] array(Object buffer) {
    if (buffer instanceof Object[] objects) {
      return objects;
    }
    throw new MPIException(
        ErrorClass.BUFFER, "MPI.OBJECT needs an array of objects, found " + buffer);
  }
}
