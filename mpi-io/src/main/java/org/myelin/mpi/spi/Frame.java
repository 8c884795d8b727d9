package org.myelin.mpi.spi;

import java.nio.ByteBuffer;

/**
 * The head of everything that one rank sends to another. The source is known from the connection,
 * so it is not in here.
 *
 * @param type what it is
 * @param context which communicator's traffic, or 0
 * @param tag tag of the message
 * @param length bytes that follow
 * @param first see {@link FrameType}: total bytes, sender's number, offset, credit or rank
 * @param second see {@link FrameType}: sender's or receiver's number
 * @param signature the collective call, or null
 */
public record Frame(
    FrameType type,
    int context,
    int tag,
    int length,
    long first,
    long second,
    Signature signature) {
  /** Bytes of an encoded frame. */
  public static final int BYTES = 56;

  private static final FrameType[] TYPES = FrameType.values();

  /** A frame without communicator and call. */
  public static Frame control(FrameType type, int length, long first, long second) {
    return new Frame(type, 0, 0, length, first, second, null);
  }

  /** Appends the {@link #BYTES} bytes of this frame, in the buffer's byte order. */
  public void put(ByteBuffer out) {
    out.put((byte) type.ordinal()).put((byte) (signature == null ? 0 : 1)).putShort((short) 0);
    out.putInt(context).putInt(tag).putInt(length).putLong(first).putLong(second);
    if (signature == null) {
      out.putLong(0).putLong(0).putLong(0);
      return;
    }
    out.putLong(signature.sequence()).put(signature.kind()).put(signature.op());
    out.put(signature.type()).put((byte) 0).putInt(signature.root()).putLong(signature.bytes());
  }

  /**
   * Takes a frame from the next {@link #BYTES} bytes.
   *
   * @throws IllegalArgumentException for an unknown type or more payload than the type may have, so
   *     that nobody allocates what a broken peer asks for
   */
  public static Frame get(ByteBuffer in) {
    int code = in.get() & 0xff;
    boolean signed = in.get() != 0;
    in.getShort();
    if (code >= TYPES.length) {
      throw new IllegalArgumentException("unknown frame type " + code);
    }
    FrameType type = TYPES[code];
    int context = in.getInt();
    int tag = in.getInt();
    int length = in.getInt();
    if (length < 0 || length > type.maxPayload()) {
      throw new IllegalArgumentException(
          type + " frame of " + length + " bytes, at most " + type.maxPayload() + " allowed");
    }
    long first = in.getLong();
    long second = in.getLong();
    long sequence = in.getLong();
    byte kind = in.get();
    byte op = in.get();
    byte primitive = in.get();
    in.get();
    int root = in.getInt();
    long bytes = in.getLong();
    Signature signature = signed ? new Signature(sequence, kind, op, primitive, root, bytes) : null;
    return new Frame(type, context, tag, length, first, second, signature);
  }
}
