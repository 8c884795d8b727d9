package mpi;

import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * A user's buffer as the messages below take it. Buffers with typed elements are copied; {@link
 * #landed} puts what was received back. A null buffer is one that is not significant on this rank.
 */
final class Area {
  private static final byte[] NOTHING = {};

  final Object buffer;
  final long offset;
  private final Buffer typed;

  Area(Object user, int offset) {
    if (user instanceof ByteBuffer bytes) {
      buffer = bytes.duplicate().clear();
      typed = null;
    } else if (user instanceof Buffer other) {
      buffer = Arrays.copyOf(other);
      typed = other;
    } else {
      buffer = user == null ? NOTHING : user;
      typed = null;
    }
    this.offset = offset;
  }

  /** What lies in the first {@code count} of {@code type} has been received. */
  void landed(int count, Datatype type) {
    landed((int) (offset + type.reach(count)));
  }

  /** The first elements have been received. */
  void landed(int elements) {
    if (typed != null) {
      Arrays.copyTo(typed, buffer, Math.min(typed.capacity(), elements));
    }
  }

  /** All elements have been received. */
  void landed() {
    landed(Integer.MAX_VALUE);
  }
}
