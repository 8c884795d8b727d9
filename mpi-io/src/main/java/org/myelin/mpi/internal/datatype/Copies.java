package org.myelin.mpi.internal.datatype;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies between buffers; short ones by words, because a bulk call costs more than they do. */
public final class Copies {
  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int SHORT = 128;

  private Copies() {}

  /** Copies {@code bytes} bytes between absolute positions. */
  public static void copy(ByteBuffer from, int at, ByteBuffer to, int into, int bytes) {
    if (bytes > SHORT) {
      to.put(into, from, at, bytes);
      return;
    }
    int words = bytes & ~7;
    for (int i = 0; i < words; i += 8) {
      WORD.set(to, into + i, (long) WORD.get(from, at + i));
    }
    for (int i = words; i < bytes; i++) {
      to.put(into + i, from.get(at + i));
    }
  }

  /** Packed {@code from} to {@code count} places in {@code to}, {@code stride} apart. */
  public static void scatter(
      ByteBuffer from, int at, ByteBuffer to, int into, int bytes, int stride, int count) {
    for (int i = 0; i < count; i++) {
      copy(from, at + i * bytes, to, into + i * stride, bytes);
    }
  }

  /** {@code count} places in {@code from}, {@code stride} apart, packed to {@code to}. */
  public static void gather(
      ByteBuffer from, int at, int stride, ByteBuffer to, int into, int bytes, int count) {
    for (int i = 0; i < count; i++) {
      copy(from, at + i * stride, to, into + i * bytes, bytes);
    }
  }
}
