package org.myelin.hdf5.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bob Jenkins' lookup3 hash in its little-endian form: with initial value 0 the checksum of HDF5
 * metadata.
 */
public final class Lookup3 {
  private static final int SEED = 0xdeadbeef;

  private Lookup3() {}

  /**
   * The checksum of {@code length} bytes from absolute position {@code from}; the buffer is not
   * changed.
   */
  public static int hash(ByteBuffer bytes, int from, int length) {
    return hash(bytes, from, length, 0);
  }

  private static int hash(ByteBuffer bytes, int from, int length, int initial) {
    ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int a = SEED + length + initial;
    int b = a;
    int c = a;
    int at = from;
    int left = length;
    while (left > 12) {
      a += in.getInt(at);
      b += in.getInt(at + 4);
      c += in.getInt(at + 8);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
      at += 12;
      left -= 12;
    }
    if (left == 0) {
      return c;
    }
    a += tail(in, at, left);
    b += tail(in, at + 4, left - 4);
    c += tail(in, at + 8, left - 8);
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  /** The checksum of a whole array. */
  public static int hash(byte[] bytes) {
    return hash(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  /** The hash of a whole array that begins with another initial value than a checksum. */
  public static int hash(byte[] bytes, int initial) {
    return hash(ByteBuffer.wrap(bytes), 0, bytes.length, initial);
  }

  private static int tail(ByteBuffer in, int at, int left) {
    int v = 0;
    for (int i = 0; i < Math.min(left, 4); i++) {
      v |= (in.get(at + i) & 0xff) << (8 * i);
    }
    return v;
  }
}
