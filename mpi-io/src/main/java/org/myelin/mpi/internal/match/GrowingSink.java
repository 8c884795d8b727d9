package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;

/** Takes a message of any length up to what one array holds. */
public final class GrowingSink implements Sink {
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;

  /** What was received. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public long capacity() {
    return Integer.MAX_VALUE - 8;
  }

  @Override
  public void begin(long length) {
    bytes = new byte[(int) length];
  }

  @Override
  public ByteBuffer piece(long offset, int length) {
    return ByteBuffer.wrap(bytes, (int) offset, length).slice();
  }
}
