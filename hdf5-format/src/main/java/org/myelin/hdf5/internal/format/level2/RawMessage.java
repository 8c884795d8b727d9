package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * A message as an object header holds it, content not looked at. Specification: IV.A.1.
 *
 * @param id number of the message type; see {@link MessageType#of}
 * @param flags see the constants
 * @param creationOrder or -1 where the header does not track it
 * @param bytes content with padding, or a {@link SharedMessage} if {@link #isShared}
 * @param offset of the content from the start of its block; -1 if it was not read from one
 */
public record RawMessage(int id, int flags, int creationOrder, byte[] bytes, int offset) {
  /** The content may not change. */
  public static final int CONSTANT = 0x01;

  /** The content is elsewhere. */
  public static final int SHARED = 0x02;

  /** The content may not be shared. */
  public static final int DO_NOT_SHARE = 0x04;

  /** A reader that does not know the type may not open the object for writing. */
  public static final int FAIL_IF_UNKNOWN_AND_WRITING = 0x08;

  /** An equal message may be shared: the index of shared messages has noted where this one is. */
  public static final int SHAREABLE = 0x40;

  /** A reader that does not know the type may not open the object. */
  public static final int FAIL_IF_UNKNOWN = 0x80;

  /** A message to be written. */
  public static RawMessage of(MessageType type, int flags, byte[] bytes) {
    return new RawMessage(type.id(), flags, -1, bytes, -1);
  }

  /** A message to be written, with its creation order. */
  public static RawMessage of(MessageType type, int flags, int creationOrder, byte[] bytes) {
    return new RawMessage(type.id(), flags, creationOrder, bytes, -1);
  }

  /** Whether this is a message of that type. */
  public boolean is(MessageType type) {
    return id == type.id();
  }

  /** Whether {@link #bytes} say where the content is. */
  public boolean isShared() {
    return (flags & SHARED) != 0;
  }

  /** Bytes before the content. */
  static int headSize(ObjectHeaderPrefix p) {
    return p.version() == 1 ? 8 : p.tracksCreationOrder() ? 6 : 4;
  }

  /** Bytes that the message takes in a block of such a header. */
  public int encodedSize(ObjectHeaderPrefix p) {
    return headSize(p) + padded(p.version(), bytes.length);
  }

  static int padded(int version, int length) {
    return version == 1 ? (length + 7) / 8 * 8 : length;
  }

  static RawMessage transfer(Wire w, RawMessage m, ObjectHeaderPrefix p) {
    boolean old = p.version() == 1;
    int id =
        old ? w.u16("message type", m, RawMessage::id) : w.u8("message type", m, RawMessage::id);
    int size = w.u16("message size", m == null ? 0 : padded(p.version(), m.bytes.length));
    if (old && size % 8 != 0) {
      throw w.corrupt("message size", size, "a multiple of 8");
    }
    int flags = w.u8("message flags", m, RawMessage::flags);
    int order = -1;
    if (old) {
      w.zeros("reserved", 3);
    } else if (p.tracksCreationOrder()) {
      order = w.u16("creation order", m == null ? 0 : Math.max(m.creationOrder, 0));
    }
    int offset = (int) w.position();
    w.count("message size", size, 1);
    byte[] bytes = w.bytes("message data", m == null ? size : m.bytes.length, m, RawMessage::bytes);
    w.zeros("padding", size - bytes.length);
    return new RawMessage(id, flags, order, bytes, offset);
  }
}
