package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.datatype.Primitive;

/**
 * Elements as bytes one behind the other (MPI standard, "Pack and Unpack"), in native byte order or
 * as {@code external32}: big-endian, the same on all machines. Several packs may follow each other
 * in one buffer. Usable from any thread.
 *
 * <pre>{@code
 * ByteBuffer out = ByteBuffer.allocate(1024);
 * Pack.pack(header, 0, 3, Datatype.INT, out);
 * Pack.pack(values, 0, 9, Datatype.DOUBLE, out);
 * world.send(out.flip(), 1, 0);
 * }</pre>
 */
public final class Pack {
  private Pack() {}

  /** Bytes that {@code count} of {@code type} take when packed, in either form. */
  public static long size(long count, Datatype type) {
    return Math.multiplyExact(count, type.size());
  }

  /**
   * Appends {@code count} of {@code type} from element (byte buffer: byte) {@code offset}.
   *
   * @throws java.nio.BufferOverflowException when {@code out} has not enough left
   */
  public static void pack(Object buffer, long offset, long count, Datatype type, ByteBuffer out) {
    out.put(UserBuffer.pack(buffer, offset, count, type));
  }

  /**
   * Takes as many bytes as {@code count} of {@code type} have, and puts them where they belong.
   *
   * @throws java.nio.BufferUnderflowException when {@code in} has not enough left
   */
  public static void unpack(ByteBuffer in, Object buffer, long offset, long count, Datatype type) {
    UserBuffer.unpack(take(in, count, type), buffer, offset, count, type);
  }

  /**
   * As {@link #pack}, in {@code external32}.
   *
   * @throws MpiException for a type of elements of several widths
   */
  public static void packExternal(
      Object buffer, long offset, long count, Datatype type, ByteBuffer out) {
    int width = width(type);
    out.put(turned(UserBuffer.pack(buffer, offset, count, type), width));
  }

  /** As {@link #unpack}, from {@code external32}. */
  public static void unpackExternal(
      ByteBuffer in, Object buffer, long offset, long count, Datatype type) {
    int width = width(type);
    UserBuffer.unpack(turned(take(in, count, type), width), buffer, offset, count, type);
  }

  private static ByteBuffer take(ByteBuffer in, long count, Datatype type) {
    byte[] bytes = new byte[Math.toIntExact(size(count, type))];
    in.get(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static int width(Datatype type) {
    Primitive primitive = Primitive.of(type);
    if (primitive == null) {
      throw new MpiException(
          ErrorClass.TYPE, -1, "external32 needs elements of one type, found " + type);
    }
    return primitive.bytes();
  }

  /** Each element's bytes the other way round, where the machine is not big-endian. */
  private static ByteBuffer turned(ByteBuffer bytes, int width) {
    if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN || width == 1) {
      return bytes;
    }
    ByteBuffer other = ByteBuffer.allocate(bytes.remaining());
    for (int at = bytes.position(); at < bytes.limit(); at += width) {
      for (int i = width - 1; i >= 0; i--) {
        other.put(bytes.get(at + i));
      }
    }
    return other.flip();
  }
}
