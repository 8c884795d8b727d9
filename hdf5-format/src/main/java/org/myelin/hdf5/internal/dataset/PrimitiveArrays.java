package org.myelin.hdf5.internal.dataset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Primitive arrays as sources and sinks of stored numbers. Where the array's type and the stored
 * type are alike apart from byte order, elements move in bulk; otherwise they are converted one by
 * one.
 */
public final class PrimitiveArrays {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int PIECE = 1024;

  private PrimitiveArrays() {}

  /**
   * Elements of a {@code byte[]}, {@code short[]}, {@code int[]}, {@code long[]}, {@code float[]},
   * {@code double[]} or {@code boolean[]}.
   */
  public static ElementSource source(Object array, NumberFormat f) {
    int length = Array.getLength(array);
    boolean bulk = isBulk(array, f);
    return new ElementSource() {
      @Override
      public long elements() {
        return length;
      }

      @Override
      public void copy(long from, int count, ByteBuffer to, int at) {
        ByteBuffer b = f.view(to);
        if (bulk) {
          putBulk(array, (int) from, count, b.position(at));
        } else {
          put(array, (int) from, count, b, at, f);
        }
      }
    };
  }

  /** Fills such an array. Unsigned numbers are clipped to what the array's type holds. */
  public static ElementSink sink(Object array, NumberFormat f) {
    boolean bulk = isBulk(array, f) && (f.floating() || f.signed() || array instanceof boolean[]);
    return bulk ? new BulkSink(array, f) : convertingSink(array, f);
  }

  /** Fills an array of the stored width with the stored bits, signed or not. */
  public static ElementSink rawSink(Object array, NumberFormat f) {
    if (isBulk(array, f)) {
      return new BulkSink(array, f);
    }
    return f.layout() == null || f.floating() ? convertingSink(array, f) : bitsSink(array, f);
  }

  /** An unsigned number of all 64 bits must not be clipped on its way into a long. */
  private static ElementSink bitsSink(Object a, NumberFormat f) {
    return (to, count, from, at) -> {
      for (int i = 0; i < count; i++) {
        setBits(a, (int) to + i, f.bits(from, at + i * f.size()));
      }
    };
  }

  private static void setBits(Object a, int i, long bits) {
    if (a instanceof long[] x) {
      x[i] = bits;
    } else if (a instanceof int[] x) {
      x[i] = (int) bits;
    } else if (a instanceof short[] x) {
      x[i] = (short) bits;
    } else if (a instanceof byte[] x) {
      x[i] = (byte) bits;
    } else {
      ((boolean[]) a)[i] = bits != 0;
    }
  }

  /** Fills an array with one member of compound elements, whose number format is {@code f}. */
  public static ElementSink memberSink(Object array, NumberFormat f, int offset, int elementSize) {
    ElementSink whole = sink(array, f);
    int size = f.size();
    return (to, count, from, at) -> {
      ByteBuffer member = ByteBuffer.allocate(Math.min(count, PIECE) * size);
      for (int done = 0; done < count; done += PIECE) {
        int n = Math.min(PIECE, count - done);
        gather(from, at + done * elementSize + offset, elementSize, member, size, n);
        whole.accept(to + done, n, member, 0);
      }
    };
  }

  private static void gather(
      ByteBuffer from, int at, int step, ByteBuffer member, int size, int n) {
    switch (size) {
      case 8 -> {
        for (int i = 0; i < n; i++) {
          LONG.set(member, 8 * i, (long) LONG.get(from, at + i * step));
        }
      }
      case 4 -> {
        for (int i = 0; i < n; i++) {
          INT.set(member, 4 * i, (int) INT.get(from, at + i * step));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          member.put(i * size, from, at + i * step, size);
        }
      }
    }
  }

  private static ElementSink convertingSink(Object array, NumberFormat f) {
    return (to, count, from, at) -> get(f.view(from), at, array, (int) to, count, f);
  }

  private static boolean isBulk(Object a, NumberFormat f) {
    if (f.layout() != null) {
      return false;
    }
    return f.floating()
        ? a instanceof double[] && f.size() == 8 || a instanceof float[] && f.size() == 4
        : a instanceof long[] && f.size() == 8
            || a instanceof int[] && f.size() == 4
            || a instanceof short[] && f.size() == 2
            || a instanceof byte[] && f.size() == 1;
  }

  private static void putBulk(Object a, int from, int n, ByteBuffer b) {
    if (a instanceof long[] x) {
      b.asLongBuffer().put(x, from, n);
    } else if (a instanceof double[] x) {
      b.asDoubleBuffer().put(x, from, n);
    } else if (a instanceof int[] x) {
      b.asIntBuffer().put(x, from, n);
    } else if (a instanceof float[] x) {
      b.asFloatBuffer().put(x, from, n);
    } else if (a instanceof short[] x) {
      b.asShortBuffer().put(x, from, n);
    } else {
      b.put((byte[]) a, from, n);
    }
  }

  private static void put(Object a, int from, int n, ByteBuffer b, int at, NumberFormat f) {
    if (a instanceof double[] || a instanceof float[]) {
      IntToDoubleFunction value = a instanceof double[] x ? i -> x[i] : i -> ((float[]) a)[i];
      for (int i = 0; i < n; i++, at += f.size()) {
        f.putDouble(b, at, value.applyAsDouble(from + i));
      }
      return;
    }
    IntToLongFunction value = longs(a);
    for (int i = 0; i < n; i++, at += f.size()) {
      f.putLong(b, at, value.applyAsLong(from + i));
    }
  }

  private static IntToLongFunction longs(Object a) {
    if (a instanceof long[] x) {
      return i -> x[i];
    }
    if (a instanceof int[] x) {
      return i -> x[i];
    }
    if (a instanceof short[] x) {
      return i -> x[i];
    }
    if (a instanceof byte[] x) {
      return i -> x[i];
    }
    if (a instanceof boolean[] x) {
      return i -> x[i] ? 1 : 0;
    }
    throw new IllegalArgumentException("not an array of numbers: " + a.getClass().getSimpleName());
  }

  private static void get(ByteBuffer b, int at, Object a, int to, int n, NumberFormat f) {
    for (int i = to; i < to + n; i++, at += f.size()) {
      if (a instanceof double[] x) {
        x[i] = f.asDouble(b, at);
      } else if (a instanceof float[] x) {
        x[i] = f.asFloat(b, at);
      } else if (a instanceof long[] x) {
        x[i] = f.asLong(b, at);
      } else if (a instanceof int[] x) {
        x[i] = (int) clip(f.asLong(b, at), Integer.MIN_VALUE, Integer.MAX_VALUE);
      } else if (a instanceof short[] x) {
        x[i] = (short) clip(f.asLong(b, at), Short.MIN_VALUE, Short.MAX_VALUE);
      } else if (a instanceof byte[] x) {
        x[i] = (byte) clip(f.asLong(b, at), Byte.MIN_VALUE, Byte.MAX_VALUE);
      } else {
        ((boolean[]) a)[i] = f.floating() ? f.asDouble(b, at) != 0 : f.asLong(b, at) != 0;
      }
    }
  }

  private static long clip(long v, long low, long high) {
    return Math.max(low, Math.min(high, v));
  }
}
