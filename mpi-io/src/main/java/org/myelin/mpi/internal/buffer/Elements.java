package org.myelin.mpi.internal.buffer;

import java.nio.ByteBuffer;
import org.myelin.mpi.Datatype;

/**
 * Part of a user's buffer, as a collective call sees it: {@code count} of {@code type} at {@code
 * offset}. Bytes that lie together in a byte buffer or byte array are used in place, others are
 * packed and put back.
 *
 * @param buffer primitive array or byte buffer
 * @param offset element of the array, or byte of the byte buffer
 * @param count number of {@code type}
 * @param type what is selected
 */
public record Elements(Object buffer, long offset, long count, Datatype type) {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** No element. */
  public static final Elements NONE = new Elements(new byte[0], 0, 0, Datatype.BYTE);

  /** Checks that the buffer holds what is selected. */
  public Elements {
    UserBuffer.bytes(buffer, offset, count, type);
  }

  /** {@code n} of the same type, {@code displacement} of its extents further on. */
  public Elements at(long displacement, long n) {
    long unit = buffer instanceof ByteBuffer ? 1 : UserBuffer.typeOf(buffer).size();
    long bytes = Math.multiplyExact(displacement, type.extent());
    if (bytes % unit != 0) {
      throw new IllegalArgumentException(
          displacement + " of " + type + " is no whole number of " + unit + "-byte elements");
    }
    return new Elements(buffer, Math.addExact(offset, bytes / unit), n, type);
  }

  /** Equal parts, one behind the other, of {@code each} elements of the type. */
  public Elements[] parts(int parts, long each) {
    Elements[] all = new Elements[parts];
    for (int i = 0; i < parts; i++) {
      all[i] = at(Math.multiplyExact(i, each), each);
    }
    return all;
  }

  /** Bytes selected. */
  public long bytes() {
    return Math.multiplyExact(count, type.size());
  }

  /** The bytes to send: in place or packed. */
  public ByteBuffer packed() {
    ByteBuffer view = view();
    return view == null ? UserBuffer.pack(buffer, offset, count, type) : view;
  }

  /** The bytes in memory of their own. */
  public ByteBuffer copy() {
    return UserBuffer.pack(buffer, offset, count, type);
  }

  /** Room to receive into, to be given to {@link #place} when it is full. */
  public ByteBuffer room() {
    ByteBuffer view = view();
    return view == null ? UserBuffer.room(bytes()) : view;
  }

  /** Puts received bytes where they belong; nothing to do for bytes that were received in place. */
  public void place(ByteBuffer received) {
    if (view() == null) {
      store(received);
    }
  }

  /** Puts bytes from elsewhere where they belong. */
  public void store(ByteBuffer bytes) {
    UserBuffer.unpack(bytes, buffer, offset, count, type);
  }

  private ByteBuffer view() {
    if (count == 0) {
      return NOTHING;
    }
    if (!UserBuffer.straight(type)) {
      return null;
    }
    if (buffer instanceof byte[] array) {
      return ByteBuffer.wrap(array, (int) offset, (int) bytes()).slice();
    }
    return buffer instanceof ByteBuffer whole
        ? whole.slice((int) (whole.position() + offset), (int) bytes())
        : null;
  }
}
