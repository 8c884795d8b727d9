package org.myelin.hdf5.internal.filter.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian words in arrays of bytes; the caller knows that they lie inside. */
final class Words {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  static long getLong(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  static int getInt(byte[] b, int at) {
    return (int) INT.get(b, at);
  }

  static void putLong(byte[] b, int at, long v) {
    LONG.set(b, at, v);
  }

  /** How many bytes from {@code a} to {@code limit} equal those from {@code b} on; b is below a. */
  static int equal(byte[] in, int a, int b, int limit) {
    int from = a;
    while (a + 8 <= limit) {
      long difference = getLong(in, a) ^ getLong(in, b);
      if (difference != 0) {
        return a - from + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      a += 8;
      b += 8;
    }
    while (a < limit && in[a] == in[b]) {
      a++;
      b++;
    }
    return a - from;
  }
}
