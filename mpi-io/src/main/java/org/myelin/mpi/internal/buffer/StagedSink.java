package org.myelin.mpi.internal.buffer;

import java.nio.ByteBuffer;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.internal.match.Sink;

/** Collects a message for a derived datatype, and puts it in place when it is complete. */
final class StagedSink implements Sink {
  private final Object buffer;
  private final long offset;
  private final long count;
  private final Datatype type;
  private final long capacity;
  private ByteBuffer staging;
  private long missing;

  StagedSink(Object buffer, long offset, long count, Datatype type) {
    this.buffer = buffer;
    this.offset = offset;
    this.count = count;
    this.type = type;
    capacity = UserBuffer.bytes(buffer, offset, count, type);
  }

  @Override
  public long capacity() {
    return capacity;
  }

  @Override
  public void begin(long bytes) {
    staging = UserBuffer.room(bytes);
    missing = bytes;
  }

  @Override
  public ByteBuffer piece(long from, int length) {
    return staging.slice((int) from, length);
  }

  @Override
  public void done(long from, int length, ByteBuffer piece) {
    missing -= length;
    if (missing == 0) {
      UserBuffer.unpack(staging, buffer, offset, count, type);
    }
  }
}
