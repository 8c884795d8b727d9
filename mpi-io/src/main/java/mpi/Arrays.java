package mpi;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Between arrays, typed buffers and packed bytes. */
final class Arrays {
  private Arrays() {}

  /** An array that one or more of {@code type}, packed in {@code bytes}, are spread out in. */
  static Object take(Datatype type, ByteBuffer bytes) {
    int[] places = type.places();
    int count = places.length == 0 ? 0 : bytes.remaining() / (places.length * type.baseBytes());
    Object array = Array.newInstance(type.elementClass(), type.reach(count));
    for (int i = 0; i < count; i++) {
      for (int place : places) {
        put(array, i * type.extent + place, bytes);
      }
    }
    return array;
  }

  /** The opposite of {@link #take}. */
  static void give(Datatype type, Object array, ByteBuffer bytes) {
    int[] places = type.places();
    int count = places.length == 0 ? 0 : bytes.remaining() / (places.length * type.baseBytes());
    for (int i = 0; i < count; i++) {
      for (int place : places) {
        get(array, i * type.extent + place, bytes);
      }
    }
  }

  static void put(Object array, int i, ByteBuffer from) {
    if (array instanceof byte[] a) {
      a[i] = from.get();
    } else if (array instanceof boolean[] a) {
      a[i] = from.get() != 0;
    } else if (array instanceof char[] a) {
      a[i] = from.getChar();
    } else if (array instanceof short[] a) {
      a[i] = from.getShort();
    } else if (array instanceof int[] a) {
      a[i] = from.getInt();
    } else if (array instanceof long[] a) {
      a[i] = from.getLong();
    } else if (array instanceof float[] a) {
      a[i] = from.getFloat();
    } else {
      ((double[]) array)[i] = from.getDouble();
    }
  }

  static void get(Object array, int i, ByteBuffer to) {
    if (array instanceof byte[] a) {
      to.put(a[i]);
    } else if (array instanceof boolean[] a) {
      to.put((byte) (a[i] ? 1 : 0));
    } else if (array instanceof char[] a) {
      to.putChar(a[i]);
    } else if (array instanceof short[] a) {
      to.putShort(a[i]);
    } else if (array instanceof int[] a) {
      to.putInt(a[i]);
    } else if (array instanceof long[] a) {
      to.putLong(a[i]);
    } else if (array instanceof float[] a) {
      to.putFloat(a[i]);
    } else {
      to.putDouble(((double[]) array)[i]);
    }
  }

  /** All elements of a typed buffer, whatever its position. */
  static Object copyOf(Buffer buffer) {
    int n = buffer.capacity();
    if (buffer instanceof CharBuffer b) {
      char[] a = new char[n];
      b.duplicate().clear().get(a);
      return a;
    } else if (buffer instanceof ShortBuffer b) {
      short[] a = new short[n];
      b.duplicate().clear().get(a);
      return a;
    } else if (buffer instanceof IntBuffer b) {
      int[] a = new int[n];
      b.duplicate().clear().get(a);
      return a;
    } else if (buffer instanceof LongBuffer b) {
      long[] a = new long[n];
      b.duplicate().clear().get(a);
      return a;
    } else if (buffer instanceof FloatBuffer b) {
      float[] a = new float[n];
      b.duplicate().clear().get(a);
      return a;
    }
    double[] a = new double[n];
    ((DoubleBuffer) buffer).duplicate().clear().get(a);
    return a;
  }

  /** Puts the first {@code n} elements of an array into a typed buffer, whatever its position. */
  static void copyTo(Buffer buffer, Object array, int n) {
    if (buffer instanceof CharBuffer b) {
      b.duplicate().clear().put((char[]) array, 0, n);
    } else if (buffer instanceof ShortBuffer b) {
      b.duplicate().clear().put((short[]) array, 0, n);
    } else if (buffer instanceof IntBuffer b) {
      b.duplicate().clear().put((int[]) array, 0, n);
    } else if (buffer instanceof LongBuffer b) {
      b.duplicate().clear().put((long[]) array, 0, n);
    } else if (buffer instanceof FloatBuffer b) {
      b.duplicate().clear().put((float[]) array, 0, n);
    } else {
      ((DoubleBuffer) buffer).duplicate().clear().put((double[]) array, 0, n);
    }
  }
}
