package org.myelin.mpi.internal.datatype;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;

/**
 * Moves the elements that a datatype selects between Java arrays and byte streams. Elements take
 * the stream's byte order; use {@link java.nio.ByteOrder#nativeOrder()} for the "native"
 * representation.
 */
public final class Packer {
  private Packer() {}

  /** One step between array and stream: {@code n} elements from {@code index}. */
  @FunctionalInterface
  private interface Step {
    void move(int index, int n);
  }

  /**
   * Appends to {@code out} what {@code count} datatypes select in {@code array}, whose element
   * {@code offset} is the origin of the first datatype.
   */
  public static void pack(Object array, long offset, long count, Datatype type, ByteBuffer out) {
    TypeMap map = checked(array, offset, count, type);
    int from = out.position();
    move(array, offset, map, packing(array, out));
    out.position(from + Math.toIntExact(map.size()));
  }

  /** The opposite of {@link #pack}: takes from {@code in} as many bytes as it has left. */
  public static void unpack(ByteBuffer in, Object array, long offset, long count, Datatype type) {
    TypeMap map = checked(array, offset, count, type);
    int width = Primitive.ofArray(array).bytes();
    long bytes = Math.min(map.size(), in.remaining()) / width * width;
    int from = in.position();
    move(array, offset, map, bytes, unpacking(in, array));
    in.position(from + (int) bytes);
  }

  /**
   * Bytes that {@code count} of {@code type} select, after checking that the array holds them all.
   */
  public static long bytes(Object array, long offset, long count, Datatype type) {
    return checked(array, offset, count, type).size();
  }

  /** Bytes of one element of a Java array. */
  public static int elementSize(Object array) {
    return Primitive.ofArray(array).bytes();
  }

  private static TypeMap checked(Object array, long offset, long count, Datatype type) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative, found " + count);
    }
    Primitive held = Primitive.ofArray(array);
    Primitive wanted = Primitive.of(type);
    if (held != Primitive.BYTE && held != wanted) {
      throw new MpiException(
          ErrorClass.TYPE, -1, "a " + held + " array cannot be described by datatype " + type);
    }
    TypeMap map = Types.map(type, count);
    long origin = Math.multiplyExact(offset, held.bytes());
    long room = (long) Array.getLength(array) * held.bytes();
    if (map.size() > 0 && (origin + map.low() < 0 || origin + map.high() > room)) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%d of datatype %s from element %d reach bytes %d to %d of an array of %d bytes",
              count, type, offset, origin + map.low(), origin + map.high(), room));
    }
    return map;
  }

  private static void move(Object array, long offset, TypeMap map, Step step) {
    move(array, offset, map, map.size(), step);
  }

  private static void move(Object array, long offset, TypeMap map, long bytes, Step step) {
    int width = Primitive.ofArray(array).bytes();
    map.visit(
        0,
        bytes,
        0,
        (start, length, stride, count) -> {
          if ((start | length | stride) % width != 0) {
            throw new MpiException(
                ErrorClass.TYPE,
                -1,
                "a datatype with pieces at byte "
                    + start
                    + " does not fit "
                    + width
                    + "-byte elements");
          }
          for (long i = 0, at = start; i < count; i++, at += stride) {
            step.move((int) (offset + at / width), (int) (length / width));
          }
        });
  }

  private static Step packing(Object array, ByteBuffer out) {
    if (array instanceof byte[] a) {
      ByteBuffer to = out.duplicate();
      return (i, n) -> to.put(a, i, n);
    } else if (array instanceof short[] a) {
      ShortBuffer to = out.asShortBuffer();
      return (i, n) -> to.put(a, i, n);
    } else if (array instanceof char[] a) {
      CharBuffer to = out.asCharBuffer();
      return (i, n) -> to.put(a, i, n);
    } else if (array instanceof int[] a) {
      IntBuffer to = out.asIntBuffer();
      return (i, n) -> to.put(a, i, n);
    } else if (array instanceof long[] a) {
      LongBuffer to = out.asLongBuffer();
      return (i, n) -> to.put(a, i, n);
    } else if (array instanceof float[] a) {
      FloatBuffer to = out.asFloatBuffer();
      return (i, n) -> to.put(a, i, n);
    } else if (array instanceof double[] a) {
      DoubleBuffer to = out.asDoubleBuffer();
      return (i, n) -> to.put(a, i, n);
    }
    boolean[] a = (boolean[]) array;
    ByteBuffer to = out.duplicate();
    return (i, n) -> {
      for (int k = i; k < i + n; k++) {
        to.put((byte) (a[k] ? 1 : 0));
      }
    };
  }

  private static Step unpacking(ByteBuffer in, Object array) {
    if (array instanceof byte[] a) {
      ByteBuffer from = in.duplicate();
      return (i, n) -> from.get(a, i, n);
    } else if (array instanceof short[] a) {
      ShortBuffer from = in.asShortBuffer();
      return (i, n) -> from.get(a, i, n);
    } else if (array instanceof char[] a) {
      CharBuffer from = in.asCharBuffer();
      return (i, n) -> from.get(a, i, n);
    } else if (array instanceof int[] a) {
      IntBuffer from = in.asIntBuffer();
      return (i, n) -> from.get(a, i, n);
    } else if (array instanceof long[] a) {
      LongBuffer from = in.asLongBuffer();
      return (i, n) -> from.get(a, i, n);
    } else if (array instanceof float[] a) {
      FloatBuffer from = in.asFloatBuffer();
      return (i, n) -> from.get(a, i, n);
    } else if (array instanceof double[] a) {
      DoubleBuffer from = in.asDoubleBuffer();
      return (i, n) -> from.get(a, i, n);
    }
    boolean[] a = (boolean[]) array;
    ByteBuffer from = in.duplicate();
    return (i, n) -> {
      for (int k = i; k < i + n; k++) {
        a[k] = from.get() != 0;
      }
    };
  }
}
