package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Fills an array with stored numbers of its own kind, apart from byte order. One view of the bytes
 * serves all runs that come from them: making it costs more than moving a short run.
 */
final class BulkSink implements ElementSink {
  /** Up to so many elements, preparing a bulk move costs more than moving one by one. */
  private static final int FEW = 8;

  private final Object array;
  private final NumberFormat format;

  BulkSink(Object array, NumberFormat format) {
    this.array = array;
    this.format = format;
  }

  @Override
  public void accept(long to, int count, ByteBuffer from, int at) {
    from(from, at, format.size()).run(0, to, count);
  }

  @Override
  public Runs.Consumer from(ByteBuffer bytes, int at, int elementSize) {
    ByteBuffer b = format.view(bytes).position(at);
    if (array instanceof short[] x) {
      return shorts(b.asShortBuffer(), x);
    }
    if (array instanceof double[] x) {
      return doubles(b.asDoubleBuffer(), x);
    }
    if (array instanceof float[] x) {
      return floats(b.asFloatBuffer(), x);
    }
    if (array instanceof int[] x) {
      return ints(b.asIntBuffer(), x);
    }
    if (array instanceof long[] x) {
      return longs(b.asLongBuffer(), x);
    }
    byte[] x = (byte[]) array;
    return (box, packed, n) -> b.get(at + (int) box, x, (int) packed, (int) n);
  }

  private static Runs.Consumer shorts(ShortBuffer b, short[] x) {
    return (box, packed, n) -> {
      if (n > FEW) {
        b.get((int) box, x, (int) packed, (int) n);
        return;
      }
      for (int i = 0; i < n; i++) {
        x[(int) packed + i] = b.get((int) box + i);
      }
    };
  }

  private static Runs.Consumer ints(IntBuffer b, int[] x) {
    return (box, packed, n) -> {
      if (n > FEW) {
        b.get((int) box, x, (int) packed, (int) n);
        return;
      }
      for (int i = 0; i < n; i++) {
        x[(int) packed + i] = b.get((int) box + i);
      }
    };
  }

  private static Runs.Consumer longs(LongBuffer b, long[] x) {
    return (box, packed, n) -> {
      if (n > FEW) {
        b.get((int) box, x, (int) packed, (int) n);
        return;
      }
      for (int i = 0; i < n; i++) {
        x[(int) packed + i] = b.get((int) box + i);
      }
    };
  }

  private static Runs.Consumer floats(FloatBuffer b, float[] x) {
    return (box, packed, n) -> {
      if (n > FEW) {
        b.get((int) box, x, (int) packed, (int) n);
        return;
      }
      for (int i = 0; i < n; i++) {
        x[(int) packed + i] = b.get((int) box + i);
      }
    };
  }

  private static Runs.Consumer doubles(DoubleBuffer b, double[] x) {
    return (box, packed, n) -> {
      if (n > FEW) {
        b.get((int) box, x, (int) packed, (int) n);
        return;
      }
      for (int i = 0; i < n; i++) {
        x[(int) packed + i] = b.get((int) box + i);
      }
    };
  }
}
