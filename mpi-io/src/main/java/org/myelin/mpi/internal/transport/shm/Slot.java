package org.myelin.mpi.internal.transport.shm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;
import org.myelin.mpi.spi.Signature;

/**
 * One frame in one cache line of shared memory. The first word is written last and holds the number
 * of the frame, so the receiver looks at one line only, and a short message is in that line too:
 *
 * <pre>
 *  0  number of the frame (32 bits), bytes of the message in this line (8), flags (8), kind (8)
 *  8  context, tag
 *      short message:           whole frame:
 * 16  signature, if there is   length
 * 24                           first
 * 32                           second
 * 40  (from 16 or 40: bytes)   signature
 * </pre>
 */
final class Slot {
  static final int BYTES = 64;

  static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** More bytes of the frame before. */
  static final int MORE = 0;

  private static final int SIGNED = 1 << 8;
  private static final int SHORT = 1 << 9;
  private static final int SIGNATURE_BYTES = 24;
  private static final int BODY = 16;
  private static final int SIGNATURE_AT = 40;
  private static final FrameType[] TYPES = FrameType.values();

  private Slot() {}

  /** Whether a frame with its payload fits into one slot. */
  static boolean isShort(Frame frame) {
    int room = BYTES - BODY - (frame.signature() == null ? 0 : SIGNATURE_BYTES);
    return frame.type() == FrameType.EAGER && frame.length() <= room;
  }

  /** Puts a frame, a short one with its payload; returns the first word without the number. */
  static int put(ByteBuffer out, int at, Frame frame, ByteBuffer payload) {
    out.putInt(at + 8, frame.context());
    out.putInt(at + 12, frame.tag());
    int word = frame.type().ordinal() + 1;
    Signature signature = frame.signature();
    if (isShort(frame)) {
      int body = at + BODY;
      if (signature != null) {
        putSignature(out, body, signature);
        body += SIGNATURE_BYTES;
        word |= SIGNED;
      }
      if (frame.length() > 0) {
        copy(payload, payload.position(), out, body, frame.length());
      }
      return word | SHORT | frame.length() << 16;
    }
    out.putInt(at + 16, frame.length());
    out.putLong(at + 24, frame.first());
    out.putLong(at + 32, frame.second());
    if (signature != null) {
      putSignature(out, at + SIGNATURE_AT, signature);
      word |= SIGNED;
    }
    return word;
  }

  static int kind(int word) {
    return word & 0xff;
  }

  /** The frame of a slot; rejects what no rank sends. */
  static Frame get(ByteBuffer in, int at, int word) {
    int kind = kind(word);
    if (kind > TYPES.length) {
      throw new IllegalArgumentException("unknown frame type " + (kind - 1));
    }
    FrameType type = TYPES[kind - 1];
    int context = in.getInt(at + 8);
    int tag = in.getInt(at + 12);
    boolean signed = (word & SIGNED) != 0;
    if ((word & SHORT) != 0) {
      int length = word >>> 16 & 0xff;
      Signature signature = signed ? signature(in, at + BODY) : null;
      return new Frame(type, context, tag, length, length, 0, signature);
    }
    int length = in.getInt(at + 16);
    if (length < 0 || length > type.maxPayload()) {
      throw new IllegalArgumentException(type + " frame of " + length + " bytes");
    }
    Signature signature = signed ? signature(in, at + SIGNATURE_AT) : null;
    return new Frame(
        type, context, tag, length, in.getLong(at + 24), in.getLong(at + 32), signature);
  }

  /** Whether the payload is in the slot. */
  static boolean isShort(int word) {
    return (word & SHORT) != 0;
  }

  /** Where in the slot it is. */
  static int payload(int word) {
    return (word & SIGNED) != 0 ? BODY + SIGNATURE_BYTES : BODY;
  }

  /** Few bytes from one place to another, which a bulk copy takes longer for. */
  static void copy(ByteBuffer from, int at, ByteBuffer to, int there, int length) {
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      LONG.set(to, there + i, (long) LONG.get(from, at + i));
    }
    for (; i < length; i++) {
      to.put(there + i, from.get(at + i));
    }
  }

  private static void putSignature(ByteBuffer out, int at, Signature signature) {
    out.putLong(at, signature.sequence());
    out.put(at + 8, signature.kind()).put(at + 9, signature.op()).put(at + 10, signature.type());
    out.putInt(at + 12, signature.root());
    out.putLong(at + 16, signature.bytes());
  }

  private static Signature signature(ByteBuffer in, int at) {
    return new Signature(
        in.getLong(at),
        in.get(at + 8),
        in.get(at + 9),
        in.get(at + 10),
        in.getInt(at + 12),
        in.getLong(at + 16));
  }
}
