package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;

/**
 * Blosc (filter 32001), read only: one Blosc 1 chunk. Its parameters repeat what the chunk's head
 * says.
 */
public final class BloscFilter extends ReadOnlyFilter {
  /** A byte of any codec inside stands for at most this many. */
  private static final long GREATEST_RATIO = 1 << 17;

  /** The one instance of the registry. */
  public BloscFilter() {
    super(32001, "blosc");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + 32;
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    int at = Bytes.offset(encoded);
    int end = at + encoded.remaining();
    BloscChunk chunk = new BloscChunk(Bytes.array(encoded), at, end);
    byte[] out = new byte[chunk.size(Math.min(limit, encoded.remaining() * GREATEST_RATIO))];
    chunk.decode(out, 0);
    return ByteBuffer.wrap(out);
  }
}
