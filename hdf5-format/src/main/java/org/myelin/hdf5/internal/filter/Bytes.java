package org.myelin.hdf5.internal.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Arrays of bytes: those behind buffers, little-endian words in them, and copies within one. */
final class Bytes {
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle SHORT = view(short[].class);

  /** From here on the copy of the JVM is faster than a loop over words. */
  private static final int LONG_COPY = 96;

  /** For a distance of less than 8, its least multiple that is not. */
  private static final int[] WHOLE_PERIODS = {0, 8, 8, 9, 8, 10, 12, 14};

  private Bytes() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }

  /** A buffer's remaining bytes as an array, without a copy where the buffer has one. */
  static byte[] array(ByteBuffer b) {
    if (b.hasArray()) {
      return b.array();
    }
    byte[] copy = new byte[b.remaining()];
    b.duplicate().get(copy);
    return copy;
  }

  /** Where the remaining bytes begin in {@link #array}. */
  static int offset(ByteBuffer b) {
    return b.hasArray() ? b.arrayOffset() + b.position() : 0;
  }

  /** Whether all these bytes are equal. */
  static boolean isOneByte(byte[] b, int at, int count) {
    return count < 2 || Arrays.equals(b, at, at + count - 1, b, at + 1, at + count);
  }

  static long getLong(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  static void putLong(byte[] b, int at, long value) {
    LONG.set(b, at, value);
  }

  static int getInt(byte[] b, int at) {
    return (int) INT.get(b, at);
  }

  static void putInt(byte[] b, int at, int value) {
    INT.set(b, at, value);
  }

  /** An unsigned number of 16 bits. */
  static int getShort(byte[] b, int at) {
    return (short) SHORT.get(b, at) & 0xffff;
  }

  static void putShort(byte[] b, int at, int value) {
    SHORT.set(b, at, (short) value);
  }

  /** Copies 16 bytes; the caller knows that both sides have them. */
  static void copy16(byte[] from, int source, byte[] to, int target) {
    putLong(to, target, getLong(from, source));
    putLong(to, target + 8, getLong(from, source + 8));
  }

  /**
   * Copies {@code count} bytes from {@code distance} bytes back to {@code at}; where they overlap
   * the first {@code distance} bytes repeat. The caller has checked all arguments.
   *
   * @param end up to here bytes past the copy may be scribbled over
   */
  static void repeat(byte[] b, int at, int distance, int count, int end) {
    if (count <= 16 && distance >= 8 && end - at >= 16) {
      // most copies: without a loop, whose end no processor could foresee
      putLong(b, at, getLong(b, at - distance));
      putLong(b, at + 8, getLong(b, at + 8 - distance));
    } else if (count <= LONG_COPY && count <= end - at - 8) {
      words(b, at, distance, count);
    } else if (distance >= count) {
      System.arraycopy(b, at - distance, b, at, count);
    } else if (distance == 1) {
      Arrays.fill(b, at, at + count, b[at - 1]);
    } else {
      // each round doubles what there is of the pattern
      int source = at - distance;
      for (int done = 0; done < count; ) {
        int step = Math.min(count - done, distance + done);
        System.arraycopy(b, source, b, at + done, step);
        done += step;
      }
    }
  }

  /** Copies words, up to seven bytes more than {@code count}, but at least eight. */
  private static void words(byte[] b, int at, int distance, int count) {
    int done = 0;
    int back = distance;
    if (back < 8) {
      // eight single bytes, then from as many periods back as make a word or more
      for (; done < 8; done++) {
        b[at + done] = b[at + done - back];
      }
      back = WHOLE_PERIODS[back];
    }
    for (; done < count; done += 8) {
      putLong(b, at + done, getLong(b, at + done - back));
    }
  }
}
