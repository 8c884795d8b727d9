package org.myelin.hdf5.internal.driver;

import java.nio.ByteBuffer;
import java.util.List;
import org.myelin.hdf5.spi.ExtentList;

/**
 * Walks an extent list as (file offset, buffer) steps, cutting at whichever ends first, piece or
 * buffer.
 */
final class ExtentCursor {
  private final ExtentList extents;
  private final List<ByteBuffer> data;
  private int piece;
  private long done;
  private int buffer;
  private int position;
  private long offset;

  ExtentCursor(ExtentList extents) {
    this.extents = extents;
    this.data = extents.data();
    this.position = data.isEmpty() ? 0 : data.get(0).position();
  }

  /** The next step's bytes, or null at the end; {@link #offset} tells where they go. */
  ByteBuffer next() {
    if (piece == extents.size()) {
      return null;
    }
    while (position == data.get(buffer).limit()) {
      position = data.get(++buffer).position();
    }
    ByteBuffer from = data.get(buffer);
    int n = (int) Math.min(extents.length(piece) - done, from.limit() - position);
    ByteBuffer step = from.duplicate().limit(position + n).position(position);
    offset = extents.offset(piece) + done;
    position += n;
    done += n;
    if (done == extents.length(piece)) {
      piece++;
      done = 0;
    }
    return step;
  }

  long offset() {
    return offset;
  }
}
