package org.myelin.mpi.internal.buffer;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.datatype.Packer;
import org.myelin.mpi.internal.datatype.Primitive;
import org.myelin.mpi.internal.datatype.TypeMap;
import org.myelin.mpi.internal.datatype.Types;
import org.myelin.mpi.internal.match.BufferBytes;
import org.myelin.mpi.internal.match.Sink;
import org.myelin.mpi.internal.match.Source;

/**
 * What a user hands to a message call: a primitive array or a byte buffer, with offset and type.
 */
public final class UserBuffer {
  private UserBuffer() {}

  /** The message in {@code count} of {@code type} at {@code offset}. */
  public static Source source(Object buffer, long offset, long count, Datatype type) {
    if (straight(type)) {
      return buffer instanceof ByteBuffer bytes
          ? new BufferBytes(window(bytes, offset, count, type))
          : new ArrayBytes(buffer, offset, count, type);
    }
    return new BufferBytes(pack(buffer, offset, count, type));
  }

  /** Room for a message in {@code count} of {@code type} at {@code offset}. */
  public static Sink sink(Object buffer, long offset, long count, Datatype type) {
    if (straight(type)) {
      return buffer instanceof ByteBuffer bytes
          ? new BufferBytes(window(bytes, offset, count, type))
          : new ArrayBytes(buffer, offset, count, type);
    }
    return new StagedSink(buffer, offset, count, type);
  }

  /** All selected bytes, packed in native byte order, in memory of their own. */
  public static ByteBuffer pack(Object buffer, long offset, long count, Datatype type) {
    ByteBuffer packed = room(bytes(buffer, offset, count, type));
    if (buffer instanceof ByteBuffer from) {
      ByteBuffer source = from.slice();
      visit(
          offset,
          count,
          type,
          packed.remaining(),
          (at, length) -> packed.put(source.slice(at, length)));
    } else {
      Packer.pack(buffer, offset, count, type, packed);
    }
    return packed.flip();
  }

  /** Puts as many bytes as {@code packed} has left where they belong. */
  public static void unpack(
      ByteBuffer packed, Object buffer, long offset, long count, Datatype type) {
    ByteBuffer in = packed.duplicate().order(ByteOrder.nativeOrder());
    if (buffer instanceof ByteBuffer into) {
      ByteBuffer target = into.slice();
      visit(
          offset,
          count,
          type,
          in.remaining(),
          (at, length) -> {
            target.put(at, in, in.position(), length);
            in.position(in.position() + length);
          });
    } else {
      Packer.unpack(in, buffer, offset, count, type);
    }
  }

  /** Bytes selected, after checking that they lie inside the buffer. */
  public static long bytes(Object buffer, long offset, long count, Datatype type) {
    if (!(buffer instanceof ByteBuffer bytes)) {
      return Packer.bytes(buffer, offset, count, type);
    }
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative, found " + count);
    }
    TypeMap map = Types.map(type, count);
    if (map.size() > 0 && (offset + map.low() < 0 || offset + map.high() > bytes.remaining())) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%d of %s from byte %d reach bytes %d to %d of a buffer with %d left",
              count, type, offset, offset + map.low(), offset + map.high(), bytes.remaining()));
    }
    return map.size();
  }

  /** Number of elements of a whole array. */
  public static long length(Object array) {
    Primitive.ofArray(array);
    return Array.getLength(array);
  }

  /** The datatype of a whole array's elements. */
  public static Datatype typeOf(Object array) {
    return predefined(Primitive.ofArray(array));
  }

  /** The predefined datatype that {@code type} is built of. */
  public static Datatype elementType(Datatype type) {
    Primitive primitive = Primitive.of(type);
    if (primitive == null) {
      throw new MpiException(
          ErrorClass.TYPE, -1, "a reduction needs elements of one type, found " + type);
    }
    return predefined(primitive);
  }

  /** The datatype of a primitive. */
  public static Datatype predefined(Primitive primitive) {
    return switch (primitive) {
      case BYTE -> Datatype.BYTE;
      case BOOLEAN -> Datatype.BOOLEAN;
      case CHAR -> Datatype.CHAR;
      case SHORT -> Datatype.SHORT;
      case INT -> Datatype.INT;
      case LONG -> Datatype.LONG;
      case FLOAT -> Datatype.FLOAT;
      case DOUBLE -> Datatype.DOUBLE;
    };
  }

  static ByteBuffer room(long bytes) {
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new MpiException(
          ErrorClass.COUNT,
          -1,
          "a message of a derived type may have at most 2147483639 bytes, found " + bytes);
    }
    return ByteBuffer.allocate((int) bytes).order(ByteOrder.nativeOrder());
  }

  static boolean straight(Datatype type) {
    return Primitive.of(type) != null
        && type.lowerBound() == 0
        && type.size() == type.extent()
        && Types.map(type).contiguous();
  }

  private static ByteBuffer window(ByteBuffer buffer, long offset, long count, Datatype type) {
    long bytes = bytes(buffer, offset, count, type);
    return buffer.slice((int) (buffer.position() + offset), (int) bytes);
  }

  @FunctionalInterface
  private interface Piece {
    void at(int offset, int length);
  }

  private static void visit(long offset, long count, Datatype type, long bytes, Piece piece) {
    Types.map(type, count)
        .visit(
            0,
            bytes,
            offset,
            (start, length, stride, n) -> {
              for (long i = 0, at = start; i < n; i++, at += stride) {
                piece.at((int) at, (int) length);
              }
            });
  }
}
